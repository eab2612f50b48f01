import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createTemplateRenderer } from 'nunjitsu';

/** The shared parts of all templates. */
export const SHARED = resolvePackagePath(
  '@notes/template-tests',
  '../../templates/_shared',
);

export type RenderedFile = { text: string; executable: boolean };

/**
 * Renders layers as the golden path does: the engine and the settings of the scaffolder, file names included,
 * and a later layer over an earlier one. It needs no backend, so hundreds of renders take a second.
 */
export function renderLayers(
  layers: readonly string[],
  values: Record<string, unknown>,
): Record<string, RenderedFile> {
  const renderer = createTemplateRenderer({
    trimBlocks: true,
    lstripBlocks: true,
    allowRegexExecution: true,
    filters: { dump: value => JSON.stringify(value) },
  });
  const context = renderer.prepareContext({ values: values as never });
  const files: Record<string, RenderedFile> = {};
  for (const layer of layers) {
    const folder = join(SHARED, 'layers', layer);
    for (const path of readdirSync(folder, { recursive: true }) as string[]) {
      const stat = statSync(join(folder, path));
      if (!stat.isFile()) continue;
      const target = renderer.render(path, context);
      if (target === '' || target.includes('//')) continue;
      files[target] = {
        text: renderer.render(
          readFileSync(join(folder, path), 'utf8'),
          context,
        ),
        executable: (stat.mode & 0o100) !== 0,
      };
    }
  }
  return files;
}
