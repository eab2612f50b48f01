import type { UrlReaderService } from '@backstage/backend-plugin-api';
import type { ScmIntegrations } from '@backstage/integration';
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

  locate(path: string) {
    // An absolute address, because the portal's own git host is no SCM integration of Backstage.
    return { baseUrl: this.#templateUrl, url: this.#urlOf(path) };
  }

  #urlOf(path: string): string {
    return this.#integrations.resolveUrl({
      url: `../${path}`,
      base: this.#templateUrl,
    });
  }
}
