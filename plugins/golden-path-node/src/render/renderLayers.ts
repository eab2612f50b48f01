import { NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  deriveValues,
  type GoldenPathManifest,
  type GoldenPathValues,
  validateParameters,
} from '@notes/plugin-golden-path-common';
import type { PlatformSettings } from '../config';
import { readManifest, readSharedMap, type TemplateLibrary } from '../library';
import type { LayerWriter } from './createLayerWriter';
import { evaluateWhen } from './evaluateWhen';
import type { RenderedFile } from './readRenderedFiles';
import { RepositoryDraft } from './RepositoryDraft';
import { resolveLayerTarget } from './resolveLayerTarget';

/** What was rendered from. @public */
export type RenderedLayers = {
  manifest: GoldenPathManifest;
  values: GoldenPathValues;
  /** As given, with the defaults of those that were left out. */
  parameters: JsonObject;
  /** `from` of the layers that were used, in order. */
  layers: string[];
  /** What the layers give, one over the other. */
  files: RenderedFile[];
};

/**
 * Follows a manifest: derives the values and lays the layers that apply over each other, in order.
 *
 * @public
 */
export async function renderLayers(options: {
  library: TemplateLibrary;
  parameters: JsonObject;
  settings: PlatformSettings;
  write: LayerWriter;
  /** Where the files are written; they stay in memory without it. */
  workspacePath?: string;
  createTemporaryDirectory(): Promise<string>;
}): Promise<RenderedLayers> {
  const { library, workspacePath } = options;
  const [manifest, images, actions] = await Promise.all([
    readManifest(library),
    readSharedMap(library, '_shared/images.yaml'),
    readSharedMap(library, '_shared/actions.yaml'),
  ]);
  const settings = { ...options.settings, images, actions };
  const values = deriveValues(options.parameters, settings, manifest);
  const context = values as JsonObject;
  // All conditions and folders are checked before the first file is written.
  const jobs = manifest.layers
    .filter(layer => evaluateWhen(layer, context))
    .map(layer => ({
      layer,
      targetPath: resolveLayerTarget(layer, context),
    }));
  const draft = new RepositoryDraft();
  for (const { layer, targetPath } of jobs) {
    await options
      .write({ ...options, layer, values: context })
      .then(files => draft.add(targetPath, files))
      .catch(error => failLayer(layer.from, error));
  }
  if (workspacePath !== undefined) {
    await draft.writeTo(workspacePath);
  }
  return {
    manifest,
    values,
    parameters: validateParameters(options.parameters, manifest) as JsonObject,
    layers: jobs.map(job => job.layer.from),
    files: draft.files(),
  };
}

function failLayer(from: string, error: NodeJS.ErrnoException): never {
  if (error.code === 'ENOENT' || error.name === 'NotFoundError') {
    throw new NotFoundError(`layer "${from}" does not exist in the library`);
  }
  error.message = `layer "${from}": ${error.message}`;
  throw error;
}
