import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { GoldenPathLayer } from '@notes/plugin-golden-path-common';
import { createTemplateRenderer } from 'nunjitsu';

const renderer = createTemplateRenderer();

/** The folder of the output that a layer is written to. */
export function resolveLayerTarget(
  layer: Pick<GoldenPathLayer, 'from' | 'to'>,
  values: JsonObject,
): string {
  const target = renderer.render(layer.to ?? '.', { values } as never);
  const parts = target.split('/');
  if (
    target === '' ||
    target.startsWith('/') ||
    target.includes('\\') ||
    parts.includes('..') ||
    parts.includes('.git')
  ) {
    throw new InputError(
      `layer "${layer.from}": to "${target}" is not accepted: expected a folder inside the repository`,
    );
  }
  return target;
}
