import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import type { ScmIntegrations } from '@backstage/integration';
import { readRenderedFiles } from '../render/readRenderedFiles';
import type { TemplateLibrary } from './TemplateLibrary';

/** A library in a repository, read through the portal's URL readers. */
export class UrlTemplateLibrary implements TemplateLibrary {
  readonly template: string;
  readonly #templateUrl: string;
  readonly #reader: UrlReaderService;
  readonly #integrations: ScmIntegrations;

  constructor(options: {
    template: string;
    /** The folder of the template, with a slash at the end. */
    templateUrl: string;
    reader: UrlReaderService;
    integrations: ScmIntegrations;
  }) {
    this.template = options.template;
    this.#templateUrl = options.templateUrl;
    this.#reader = options.reader;
    this.#integrations = options.integrations;
  }

  async readText(path: string): Promise<string | undefined> {
    try {
      const file = await this.#reader.readUrl(this.#urlOf(path));
      return (await file.buffer()).toString('utf8');
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') {
        return undefined;
      }
      throw error;
    }
  }

  async readFolder(path: string) {
    const folder = await mkdtemp(join(tmpdir(), 'library-'));
    try {
      const tree = await this.#reader.readTree(this.#urlOf(path));
      const files = await readRenderedFiles(
        await tree.dir({ targetDir: folder }),
      );
      // The readers give the commit as etag of a tree; one that gives something else leaves it unknown.
      const commit = /^[0-9a-f]{40}$/.test(tree.etag) ? tree.etag : undefined;
      return { files, commit };
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') {
        return { files: [], commit: undefined };
      }
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  locate(path: string) {
    // An absolute address, because the portal's own git host is no SCM integration of Backstage.
    return { baseUrl: this.#templateUrl, url: this.#urlOf(path) };
  }

  /** The folder above the template, which holds the whole library. */
  get url(): string {
    return this.#integrations.resolveUrl({
      url: '..',
      base: this.#templateUrl,
    });
  }

  #urlOf(path: string): string {
    return this.#integrations.resolveUrl({
      url: `../${path}`,
      base: this.#templateUrl,
    });
  }
}
