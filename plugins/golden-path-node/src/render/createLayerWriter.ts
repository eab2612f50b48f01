import { dirname } from 'node:path';
import {
  resolveSafeChildPath,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { ScmIntegrations } from '@backstage/integration';
import type { JsonObject } from '@backstage/types';
import type {
  TemplateFilter,
  TemplateGlobal,
} from '@backstage/plugin-scaffolder-node';
import type { GoldenPathLayer } from '@notes/plugin-golden-path-common';
import type { TemplateLibrary } from '../library';
import { createLayerRenderer } from './createLayerRenderer';
import { createStockWriter } from './createStockWriter';
import type { LayerFile } from './LayerFile';
import { LayerSources } from './LayerSources';

/** A layer and what it is rendered with. */
export type LayerJob = {
  library: TemplateLibrary;
  layer: GoldenPathLayer;
  values: JsonObject;
  createTemporaryDirectory(): Promise<string>;
};

export type LayerWriter = (job: LayerJob) => Promise<LayerFile[]>;

/** @public */
export type LayerWriterOptions = {
  reader: UrlReaderService;
  integrations: ScmIntegrations;
  additionalTemplateFilters?: Record<string, TemplateFilter>;
  additionalTemplateGlobals?: Record<string, TemplateGlobal>;
};

/** Filters that only the stock action has. */
const STOCK_FILTER = /\|\s*(?:parseRepoUrl|parseEntityRef|pick|projectSlug)\b/;

/** Plans and tasks of one process read the same library. */
const sources = new LayerSources();

/**
 * Renders layers as the stock fetch actions do, so that a layer is written as any template.
 *
 * A layer on disk is rendered in memory by the engine of those actions, because they copy each layer
 * to a folder of its own, list it twice and open every file three times.
 *
 * @public
 */
export function createLayerWriter(options: LayerWriterOptions): LayerWriter {
  const stock = createStockWriter(options);
  const render = createLayerRenderer(options);

  return async job => {
    const folder = findOnDisk(job);
    if (!folder) {
      return stock(job);
    }
    const files = await sources.read(folder);
    if (job.layer.copy) {
      return files.map(({ kind, ...file }) => ({
        ...file,
        kind: kind === 'link' ? 'link' : 'copy',
      }));
    }
    return files.some(usesStockFilter) ? stock(job) : render(files, job.values);
  };
}

function usesStockFilter({ path, content, kind }: SourceText): boolean {
  return (
    STOCK_FILTER.test(path) ||
    (kind === 'text' && STOCK_FILTER.test(content.toString('utf8')))
  );
}

type SourceText = { path: string; content: Buffer; kind: string };

/** The folder of a layer as the stock actions would find it, when it is on this machine. */
function findOnDisk({ library, layer }: LayerJob): string | undefined {
  const { baseUrl, url } = library.locate(layer.from);
  return baseUrl.startsWith('file://')
    ? resolveSafeChildPath(dirname(baseUrl.slice('file://'.length)), url)
    : undefined;
}
