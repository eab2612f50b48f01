import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonValue } from '@backstage/types';
import {
  createFetchPlainAction,
  createFetchTemplateAction,
} from '@backstage/plugin-scaffolder-backend';
import type {
  LayerJob,
  LayerWriter,
  LayerWriterOptions,
} from './createLayerWriter';
import { LayerSources } from './LayerSources';

/**
 * Renders a layer with the stock fetch actions.
 *
 * They read what is not on disk, and have the filters of the scaffolder that it keeps to itself.
 */
export function createStockWriter(options: LayerWriterOptions): LayerWriter {
  const template = createFetchTemplateAction(options);
  const plain = createFetchPlainAction(options);

  return async job => {
    const { baseUrl, url } = job.library.locate(job.layer.from);
    const workspacePath = await job.createTemporaryDirectory();
    const context = createQuietContext(job, workspacePath, baseUrl);
    const targetPath = 'layer';
    if (job.layer.copy) {
      await plain.handler({ ...context, input: { url, targetPath } });
    } else {
      await template.handler({
        ...context,
        input: {
          ...{ url, targetPath, values: job.values, replace: true },
          ...{ trimBlocks: true, lstripBlocks: true },
        },
      });
    }
    const folder = join(workspacePath, targetPath);
    // Where a condition in its name leaves no file of a layer, there is no folder.
    await mkdir(folder, { recursive: true });
    const files = await new LayerSources().read(folder);
    return files.map(({ kind, ...file }) => ({
      ...file,
      kind: kind === 'text' && job.layer.copy ? 'copy' : toKind(kind),
    }));
  };
}

function toKind(kind: 'text' | 'binary' | 'link') {
  return kind === 'binary' ? 'copy' : kind;
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
function createQuietContext(
  job: LayerJob,
  workspacePath: string,
  baseUrl: string,
) {
  return {
    logger: silentLogger,
    workspacePath,
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
