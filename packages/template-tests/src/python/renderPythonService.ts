import type { JsonObject } from '@backstage/types';
import { renderGoldenPath } from '@notes/plugin-golden-path-node';
import type { Combination } from '../combinations';
import type { RenderedFiles } from '../createTemplateRenderer';
import { LIBRARY, settings } from '../gitops/renderRepository';
import { valuesOf } from '../nodeServiceValues';

/** Renders the Python service with the layers of its manifest, as the scaffolder does. */
export async function renderPythonService(
  combination: Partial<Combination>,
  fields: JsonObject = {},
): Promise<RenderedFiles> {
  const { files } = await renderGoldenPath({
    libraryRoot: LIBRARY,
    template: 'python-service',
    parameters: valuesOf(combination, fields) as JsonObject,
    settings,
  });
  return Object.fromEntries(
    files.map(({ path, content }) => [path, content.toString('utf8')]),
  );
}
