import type {
  LoggerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { ScmIntegrations } from '@backstage/integration';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  createFetchPlainAction,
  createFetchTemplateAction,
} from '@backstage/plugin-scaffolder-backend';
import type {
  TemplateFilter,
  TemplateGlobal,
} from '@backstage/plugin-scaffolder-node';
import type { GoldenPathLayer } from '@notes/plugin-golden-path-common';
import type { TemplateLibrary } from '../library';

/** What a layer is written with and to. */
export type LayerJob = {
  library: TemplateLibrary;
  layer: GoldenPathLayer;
  targetPath: string;
  values: JsonObject;
  workspacePath: string;
  createTemporaryDirectory(): Promise<string>;
};

export type LayerWriter = (job: LayerJob) => Promise<void>;

/** @public */
export type LayerWriterOptions = {
  reader: UrlReaderService;
  integrations: ScmIntegrations;
  additionalTemplateFilters?: Record<string, TemplateFilter>;
  additionalTemplateGlobals?: Record<string, TemplateGlobal>;
};

/**
 * Writes layers with the stock fetch actions, so that a layer renders as in any template.
 *
 * @public
 */
export function createLayerWriter(options: LayerWriterOptions): LayerWriter {
  const template = createFetchTemplateAction(options);
  const plain = createFetchPlainAction(options);

  return async job => {
    const { baseUrl, url } = job.library.locate(job.layer.from);
    const input = { url, targetPath: job.targetPath };
    const context = createQuietContext(job, baseUrl);
    if (job.layer.copy) {
      await plain.handler({ ...context, input });
      return;
    }
    await template.handler({
      ...context,
      input: {
        ...input,
        values: job.values,
        replace: true,
        trimBlocks: true,
        lstripBlocks: true,
      },
    });
  };
}

/** The stock actions log every file and every value; the frame says itself what it did. */
const silentLogger: LoggerService = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLogger,
};

/** What the stock fetch actions use of a task; they keep no state and act for nobody. */
function createQuietContext(job: LayerJob, baseUrl: string) {
  return {
    logger: silentLogger,
    workspacePath: job.workspacePath,
    createTemporaryDirectory: job.createTemporaryDirectory,
    templateInfo: { entityRef: job.library.template, baseUrl },
    task: { id: 'render' },
    checkpoint: async <T extends JsonValue | void>(step: {
      key: string;
      fn: () => Promise<T> | T;
    }) => step.fn(),
    output() {},
    getInitiatorCredentials: async (): Promise<never> => {
      throw new Error('A layer is written without credentials');
    },
  };
}
