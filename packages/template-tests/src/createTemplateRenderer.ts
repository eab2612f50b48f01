import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import giteaModule from '@backstage/plugin-scaffolder-backend-module-gitea';
import githubModule from '@backstage/plugin-scaffolder-backend-module-github';
import gitlabModule from '@backstage/plugin-scaffolder-backend-module-gitlab';
import crossplaneModule from '@notes/plugin-scaffolder-backend-module-crossplane';
import gitHostModule from '@notes/plugin-scaffolder-backend-module-git-host';
import goldenPathModule from '@notes/plugin-scaffolder-backend-module-golden-path';
import gitopsModule from '@notes/plugin-scaffolder-backend-module-gitops';
import { createTestDatabase } from '@notes/test-support';
import { TEMPLATES, type TemplateSource } from './readTemplate';

export type RenderedFiles = Record<string, string>;

export type TemplateRenderer = {
  render(
    template: TemplateSource,
    values: Record<string, unknown>,
  ): Promise<RenderedFiles>;
  /** The status and the body of a dry run, for values that must be refused. */
  dryRun(
    template: TemplateSource,
    values: Record<string, unknown>,
  ): Promise<{ status: number; body: DryRunResult }>;
  stop(): Promise<void>;
};

type DryRunResult = {
  directoryContents?: { path: string; base64Content: string }[];
  output?: Record<string, unknown>;
  errors?: { stack: string }[];
};

/**
 * Starts the real scaffolder and renders through its dry run: the form's schema, every condition, every
 * step that writes files. Steps that publish or register are the only ones that do nothing.
 */
export async function createTemplateRenderer(): Promise<TemplateRenderer> {
  const database = await createTestDatabase();
  const features = [
    scaffolderPlugin,
    githubModule,
    gitlabModule,
    giteaModule,
    gitHostModule,
    crossplaneModule,
    goldenPathModule,
    gitopsModule,
    catalogServiceMock.factory({ entities: [] }),
    database.factory,
    mockServices.rootConfig.factory({
      data: {
        backend: { baseUrl: 'http://localhost:7007' },
        goldenPath: { templates: { directory: TEMPLATES } },
      },
    }),
  ];
  const backend = await startTestBackend({ features });

  async function dryRun(
    template: TemplateSource,
    values: Record<string, unknown>,
  ) {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/scaffolder/v2/dry-run`,
      {
        method: 'POST',
        // On a busy machine the server has closed a connection that waited before it is used again.
        headers: { 'content-type': 'application/json', connection: 'close' },
        body: JSON.stringify({
          template: template.entity,
          values,
          secrets: {},
          directoryContents: template.files.map(({ path, content }) => ({
            path,
            base64Content: content.toString('base64'),
          })),
        }),
      },
    );
    return { status: response.status, body: await response.json() };
  }

  return {
    dryRun,
    async render(template, values) {
      const { status, body } = await dryRun(template, values);
      if (status !== 200 || !body.directoryContents) {
        throw new Error(
          `dry run failed with ${status}: ${JSON.stringify(body)}`,
        );
      }
      return Object.fromEntries(
        body.directoryContents.map(
          ({
            path,
            base64Content,
          }: {
            path: string;
            base64Content: string;
          }) => [path, Buffer.from(base64Content, 'base64').toString('utf8')],
        ),
      );
    },
    async stop() {
      await backend.stop();
      await database.close();
    },
  };
}
