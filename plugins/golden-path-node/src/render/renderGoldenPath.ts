import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { JsonObject } from '@backstage/types';
import type { PlatformSettings } from '../config';
import { FileTemplateLibrary, type TemplateLibrary } from '../library';
import { createLayerWriter, type LayerWriter } from './createLayerWriter';
import { renderLayers, type RenderedLayers } from './renderLayers';

/** @public */
export type RenderedGoldenPath = RenderedLayers;

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

/** Folders for layers that cannot be rendered in memory; most renders need none. */
class TemporaryFolders {
  readonly #parent: string;
  readonly #made: string[] = [];

  constructor(parent: string) {
    this.#parent = parent;
  }

  async make(): Promise<string> {
    const parent = await realpath(this.#parent);
    const folder = await mkdtemp(join(parent, 'golden-path-'));
    this.#made.push(folder);
    return folder;
  }

  async remove(): Promise<void> {
    for (const folder of this.#made) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

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
  const folders = new TemporaryFolders(options.workingDirectory ?? tmpdir());
  try {
    return await renderLayers({
      library,
      parameters: options.parameters,
      settings: options.settings,
      write: options.write ?? createFileLayerWriter(),
      createTemporaryDirectory: () => folders.make(),
    });
  } finally {
    await folders.remove();
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
