import type { JsonObject } from '@backstage/types';
import { canonicalJson } from '@notes/plugin-golden-path-common';
import { createTemplateRenderer, type PreparedTemplateContext } from 'nunjitsu';
import type { LayerWriterOptions } from './createLayerWriter';
import type { LayerFile } from './LayerFile';
import type { SourceFile } from './LayerSources';

/** A plan, the check before it starts and its task render the same values one after the other. */
const MAX_KEPT = 4;

/** What values made of each file; a file that changes on disk is read to another buffer. */
type Rendering = {
  context: PreparedTemplateContext;
  files: WeakMap<Buffer, LayerFile[]>;
};

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
  const kept = new Map<string, Rendering>();
  /** All layers of a render are given the same object. */
  const byObject = new WeakMap<JsonObject, Rendering>();

  function find(values: JsonObject): Rendering {
    const key = canonicalJson(values);
    const rendering = kept.get(key) ?? {
      context: renderer.prepareContext({ values } as never),
      files: new WeakMap(),
    };
    // The one that was used last goes last.
    kept.delete(key);
    kept.set(key, rendering);
    const [oldest] = kept.keys();
    if (kept.size > MAX_KEPT && oldest !== undefined) {
      kept.delete(oldest);
    }
    byObject.set(values, rendering);
    return rendering;
  }

  function renderOne(
    { path: name, content, mode, kind }: SourceFile,
    context: PreparedTemplateContext,
  ): LayerFile[] {
    const path = renderer.render(name, context);
    if (isDropped(path)) {
      return [];
    }
    if (kind !== 'text') {
      return [{ path, content, mode, kind: kind === 'link' ? kind : 'copy' }];
    }
    const text = renderer.render(content.toString('utf8'), context);
    return [{ path, content: Buffer.from(text), mode, kind }];
  }

  return (files, values) => {
    const rendering = byObject.get(values) ?? find(values);
    return files.flatMap(file => {
      const known = rendering.files.get(file.content);
      const rendered = known ?? renderOne(file, rendering.context);
      rendering.files.set(file.content, rendered);
      return rendered;
    });
  };
}

function isDropped(path: string): boolean {
  return path === '' || path.startsWith('/') || path.includes('//');
}
