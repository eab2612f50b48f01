import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { JsonObject } from '@backstage/types';
import type { PlatformSettings } from '../config';
import { FileTemplateLibrary, type TemplateLibrary } from '../library';
import { createLayerWriter, type LayerWriter } from './createLayerWriter';
import { readRenderedFiles, type RenderedFile } from './readRenderedFiles';
import { renderLayers, type RenderedLayers } from './renderLayers';

/** @public */
export type RenderedGoldenPath = RenderedLayers & { files: RenderedFile[] };

/** @public */
export type RenderGoldenPathOptions = {
  parameters: JsonObject;
  settings: PlatformSettings;
  /** Parent of the temporary folder; the system's own by default. */
  workingDirectory?: string;
  /** Where several renders share one; made for each render by default. */
  write?: LayerWriter;
} & (
  | {
      /** A library on disk and the template in it. */
      libraryRoot: string;
      template: string;
    }
  | { library: TemplateLibrary }
);

/**
 * Renders a golden path in memory: no HTTP, no scaffolder task, nothing written that stays.
 *
 * The files are byte for byte those that `golden-path:render` writes.
 *
 * @public
 */
export async function renderGoldenPath(
  options: RenderGoldenPathOptions,
): Promise<RenderedGoldenPath> {
  const library =
    'library' in options
      ? options.library
      : new FileTemplateLibrary({
          root: options.libraryRoot,
          template: options.template,
        });
  const parent = await realpath(options.workingDirectory ?? tmpdir());
  const folder = await mkdtemp(join(parent, 'golden-path-'));
  try {
    const workspacePath = join(folder, 'workspace');
    await mkdir(workspacePath);
    const rendered = await renderLayers({
      library,
      parameters: options.parameters,
      settings: options.settings,
      write: options.write ?? createFileLayerWriter(),
      workspacePath,
      createTemporaryDirectory: () => mkdtemp(join(folder, 'layer-')),
    });
    return { ...rendered, files: await readRenderedFiles(workspacePath) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads files only: a library on disk needs no reader. */
function createFileLayerWriter(): LayerWriter {
  const refuse = async (url: string): Promise<never> => {
    throw new Error(`${url} cannot be read: the library is on disk`);
  };
  const reader: UrlReaderService = {
    readUrl: refuse,
    readTree: refuse,
    search: refuse,
  };
  const integrations = ScmIntegrations.fromConfig(new ConfigReader({}));
  return createLayerWriter({ reader, integrations });
}
