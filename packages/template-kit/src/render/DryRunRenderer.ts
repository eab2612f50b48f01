import type { BackendFeature } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { GitHostClient } from '@notes/plugin-git-host-common';
import { parseAllDocuments } from 'yaml';
import { EmittedRepository } from '../repository';
import { PORTAL_URL, startPortal, type TestPortal } from './startPortal';
import type { TemplateSource } from './TemplateSource';

/** A file as the scaffolder sends it. */
export interface DryRunFile {
  path: string;
  base64Content: string;
  executable?: boolean;
}

interface DryRunResult {
  directoryContents?: DryRunFile[];
  errors?: { path?: string[]; message?: string; stack?: string }[];
}

/** What the scaffolder answers, for a test that looks at a refusal itself. */
export interface DryRunAnswer {
  status: number;
  /** The refusal, field by field; empty for an accepted input. */
  problem: string;
  files: DryRunFile[];
}

/**
 * Renders templates through the dry run of the real scaffolder: the schema of the form, every condition and every
 * step that writes files. Only steps that act outside of the workspace do nothing.
 */
export class DryRunRenderer {
  readonly #portal: TestPortal;

  private constructor(portal: TestPortal) {
    this.#portal = portal;
  }

  /**
   * @param options.actions the modules that bring the actions which the templates use
   * @param options.library the folder that holds the templates and what they share
   */
  static async start(options: {
    actions: BackendFeature[];
    library: string;
  }): Promise<DryRunRenderer> {
    return new DryRunRenderer(await startPortal(options));
  }

  /** What the template writes for these values; a refusal is an error with the scaffolder's own words. */
  async render(
    template: TemplateSource,
    values: Record<string, unknown>,
    name: string,
  ): Promise<EmittedRepository> {
    const { files, problem } = await this.submit(template, values);
    if (problem) {
      throw new Error(
        `${template.name} does not render for ${name}: ${problem}`,
      );
    }
    return new EmittedRepository(
      name,
      files.map(({ path, base64Content, executable }) => [
        path,
        {
          content: Buffer.from(base64Content, 'base64'),
          executable: executable ?? false,
        },
      ]),
      values,
    );
  }

  /** Sends what a person would send, and gives the answer whatever it is. */
  async submit(
    template: TemplateSource,
    values: Record<string, unknown>,
  ): Promise<DryRunAnswer> {
    const response = await fetch(
      `${this.#portal.origin}/api/scaffolder/v2/dry-run`,
      {
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
      },
    );
    const body = (await response.json()) as DryRunResult;
    const accepted = response.ok && body.directoryContents !== undefined;
    return {
      status: response.status,
      problem: accepted ? '' : describe(body),
      files: body.directoryContents ?? [],
    };
  }

  /** Puts a repository onto the git host and its entities into the catalog, for templates that change one. */
  async hold(
    repository: EmittedRepository,
    id: { owner: string; name: string },
  ): Promise<void> {
    const client = new GitHostClient({
      discoveryApi: {
        getBaseUrl: async plugin => `${this.#portal.origin}/api/${plugin}`,
      },
    });
    const files = Object.entries(repository.texts());
    await client.createRepository(
      {
        ...id,
        initialCommit: {
          message: 'Start',
          files: files.map(([path, content]) => ({ path, content })),
        },
      },
      { token: mockCredentials.user.token('user:default/dev.rivera') },
    );
    for (const entity of entitiesOf(repository, id)) {
      this.#portal.entities.set(stringifyEntityRef(entity), entity);
    }
  }

  async stop(): Promise<void> {
    await this.#portal.stop();
  }
}

/** The entities as the catalog has them once it has read the repository. */
function entitiesOf(
  repository: EmittedRepository,
  { owner, name }: { owner: string; name: string },
): Entity[] {
  const location = `url:${PORTAL_URL}/git/${owner}/${name}/blob/main/catalog-info.yaml`;
  return parseAllDocuments(repository.text('catalog-info.yaml')).map(one => {
    const entity = one.toJS() as Entity;
    const { metadata } = entity;
    return {
      ...entity,
      metadata: {
        namespace: 'default',
        ...metadata,
        annotations: {
          ...metadata.annotations,
          'backstage.io/managed-by-location': location,
        },
      },
    };
  });
}

function describe(body: DryRunResult): string {
  const errors = body.errors?.map(({ path = [], message, stack }) =>
    [...path, message ?? stack].join(': '),
  );
  return errors?.join('; ') ?? JSON.stringify(body).slice(0, 2000);
}
