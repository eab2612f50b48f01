import type { JsonObject } from '@backstage/types';
import { createTemplateRenderer, type PreparedTemplateContext } from 'nunjitsu';
import type { LayerWriterOptions } from './createLayerWriter';
import type { LayerFile } from './LayerFile';
import type { SourceFile } from './LayerSources';

/**
 * Renders the files of a layer, with the settings that `fetch:template` gives to the same engine.
 *
 * Names are templates, too; one that renders to nothing, or has an empty part, drops the file.
 */
export function createLayerRenderer(
  options: Pick<
    LayerWriterOptions,
    'additionalTemplateFilters' | 'additionalTemplateGlobals'
  >,
): (files: readonly SourceFile[], values: JsonObject) => LayerFile[] {
  const renderer = createTemplateRenderer({
    filters: options.additionalTemplateFilters as never,
    globals: options.additionalTemplateGlobals as never,
    allowRegexExecution: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  /** All layers of a render are given the same values. */
  const prepared = new WeakMap<JsonObject, PreparedTemplateContext>();

  return (files, values) => {
    const context =
      prepared.get(values) ?? renderer.prepareContext({ values } as never);
    prepared.set(values, context);
    return files.flatMap(({ path: name, content, mode, kind }): LayerFile[] => {
      const path = renderer.render(name, context);
      if (isDropped(path)) {
        return [];
      }
      if (kind !== 'text') {
        return [{ path, content, mode, kind: kind === 'link' ? kind : 'copy' }];
      }
      const text = renderer.render(content.toString('utf8'), context);
      return [{ path, content: Buffer.from(text), mode, kind }];
    });
  };
}

function isDropped(path: string): boolean {
  return path === '' || path.startsWith('/') || path.includes('//');
}
