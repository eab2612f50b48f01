import type { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { createTestDatabase } from '@notes/test-support';
import { EmittedRepository } from '../repository';
import type { TemplateSource } from './TemplateSource';

interface DryRunFile {
  path: string;
  base64Content: string;
  executable?: boolean;
}

interface DryRunResult {
  directoryContents?: DryRunFile[];
  errors?: { message?: string; stack?: string }[];
  log?: { body: { message: string; status?: string } }[];
}

/**
 * Renders templates through the dry run of the real scaffolder: the schema of the form, every condition and every
 * step that writes files. Only steps that act outside of the workspace do nothing.
 */
export class DryRunRenderer {
  readonly #baseUrl: string;
  readonly #stop: () => Promise<void>;

  private constructor(baseUrl: string, stop: () => Promise<void>) {
    this.#baseUrl = baseUrl;
    this.#stop = stop;
  }

  /**
   * @param options.actions the modules that bring the actions which the templates use
   * @param options.library the folder that holds the templates and what they share
   */
  static async start(options: {
    actions: BackendFeature[];
    library: string;
  }): Promise<DryRunRenderer> {
    const database = await createTestDatabase();
    const { server } = await startTestBackend({
      features: [
        scaffolderPlugin,
        ...options.actions,
        catalogServiceMock.factory({ entities: [] }),
        database.factory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.notes.example' },
            backend: { baseUrl: 'https://portal.notes.example' },
            goldenPath: { templates: { directory: options.library } },
          },
        }),
      ],
    });
    return new DryRunRenderer(
      `http://localhost:${server.port()}/api/scaffolder/v2/dry-run`,
      async () => {
        await server.stop();
        await database.drop();
      },
    );
  }

  /** What the template writes for these values; a refusal is an error with the scaffolder's own words. */
  async render(
    template: TemplateSource,
    values: Record<string, unknown>,
    name: string,
  ): Promise<EmittedRepository> {
    const response = await fetch(this.#baseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        template: template.entity,
        values,
        secrets: {},
        directoryContents: template.files.map(({ path, content }) => ({
          path,
          base64Content: content.toString('base64'),
        })),
      }),
    });
    const body = (await response.json()) as DryRunResult;
    if (!response.ok || !body.directoryContents) {
      throw new Error(
        `${template.name} does not render for ${name}: ${describe(body)}`,
      );
    }
    return new EmittedRepository(
      name,
      body.directoryContents.map(({ path, base64Content, executable }) => [
        path,
        {
          content: Buffer.from(base64Content, 'base64'),
          executable: executable ?? false,
        },
      ]),
      values,
    );
  }

  async stop(): Promise<void> {
    await this.#stop();
  }
}

function describe(body: DryRunResult): string {
  const errors = body.errors?.map(error => error.message ?? error.stack);
  return errors?.join('; ') ?? JSON.stringify(body).slice(0, 2000);
}
