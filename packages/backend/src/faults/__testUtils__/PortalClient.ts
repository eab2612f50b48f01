import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JsonObject } from '@backstage/types';
import { GitHostClient } from '@notes/plugin-git-host-common';
import { GoldenPathClient } from '@notes/plugin-golden-path-common';
import { DEVELOPER, PLATFORM } from './people';
import { waitFor } from './waitFor';

const run = promisify(execFile);

const ENDS = ['completed', 'failed', 'cancelled'];

/** How long a task may take before the test says what it was doing. */
const TASK_LIMIT_MS = 90_000;

export interface FinishedTask {
  taskId: string;
  status: string;
  log: string;
}

/** Asks a portal as its people do, and looks at what lies in its folders. */
export class PortalClient {
  readonly #base: string;
  readonly #repositories: string;
  readonly #tokens = new Map<string, string>();
  readonly gitHost: GitHostClient;
  readonly client: GoldenPathClient;

  constructor(options: { url: string; repositories: string }) {
    this.#base = `${options.url}/api`;
    this.#repositories = options.repositories;
    const discoveryApi = {
      getBaseUrl: async (id: string) => `${this.#base}/${id}`,
    };
    this.gitHost = new GitHostClient({ discoveryApi });
    this.client = new GoldenPathClient({ discoveryApi });
  }

  as(user: string) {
    return { token: this.#tokens.get(user) };
  }

  /** Waits until the catalog knows a person and their teams, and signs them in. */
  async signIn(user: string): Promise<void> {
    let last = '';
    const hasTeams = async () => {
      const person = user.split('/')[1];
      const response = await fetch(
        `${this.#base}/auth/demo/refresh?person=${person}`,
        { headers: { 'x-requested-with': 'XMLHttpRequest' } },
      );
      const { backstageIdentity } = await response.json();
      this.#tokens.set(user, backstageIdentity?.token);
      last = `${user} signs in, ${response.status}`;
      return backstageIdentity?.identity.ownershipEntityRefs.length > 1;
    };
    await waitFor(hasTeams, () => last);
  }

  /** Waits until everything is there that a template needs. */
  async isReady(templates: readonly string[]): Promise<void> {
    let last = '';
    const knowsTemplates = async () => {
      const found = await Promise.all(
        templates.map(name =>
          this.call(`/catalog/entities/by-name/template/default/${name}`),
        ),
      );
      last = JSON.stringify(
        found.map(({ status, body }) => [status, body.error?.message]),
      );
      return found.every(({ status }) => status === 200);
    };
    const hasSeeds = async () => {
      const repositories = await this.listRepositories();
      last = repositories.join();
      return ['platform/gitops', 'platform/templates'].every(each =>
        repositories.includes(each),
      );
    };
    await waitFor(knowsTemplates, () => last);
    await waitFor(hasSeeds, () => last);
  }

  async call(
    path: string,
    request: { user?: string; method?: string; body?: object } = {},
  ) {
    const response = await fetch(`${this.#base}${path}`, {
      method: request.method ?? (request.body ? 'POST' : 'GET'),
      headers: {
        authorization: `Bearer ${this.#tokens.get(request.user ?? DEVELOPER)}`,
        'content-type': 'application/json',
      },
      body: request.body && JSON.stringify(request.body),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : {} };
  }

  async start(
    template: string,
    values: object,
    user = DEVELOPER,
  ): Promise<string> {
    const { status, body } = await this.call('/scaffolder/v2/tasks', {
      user,
      body: { templateRef: `template:default/${template}`, values },
    });
    if (status !== 201) {
      throw new Error(`The task was refused: ${JSON.stringify(body)}`);
    }
    return body.id as string;
  }

  /** Waits for the end of a task. One that does not end fails with its status and its log. */
  async finish(taskId: string, user = DEVELOPER): Promise<FinishedTask> {
    const path = `/scaffolder/v2/tasks/${taskId}`;
    let status = 'unknown';
    const hasEnded = async () => {
      ({ status } = (await this.call(path, { user })).body);
      return ENDS.includes(status);
    };
    try {
      await waitFor(hasEnded, () => `task ${taskId} ends`, TASK_LIMIT_MS);
    } catch (error) {
      const log = await this.readLog(taskId, user);
      throw new Error(
        `${(error as Error).message}; it is '${status}', and has logged:\n${log || '(nothing)'}`,
      );
    }
    return { taskId, status, log: await this.readLog(taskId, user) };
  }

  async run(template: string, values: object, user = DEVELOPER) {
    return this.finish(await this.start(template, values, user), user);
  }

  /** Lets the platform team approve what a developer is about to make. */
  async approve(template: string, values: object): Promise<void> {
    const { client } = this;
    const { id, hash } = await client.createPlan(
      {
        templateRef: `template:default/${template}`,
        values: values as JsonObject,
      },
      this.as(DEVELOPER),
    );
    await client.requestApproval(id, {}, this.as(DEVELOPER));
    const decision = { decision: 'approve' as const, hash };
    await client.decidePlan(id, decision, this.as(PLATFORM));
  }

  async readLog(taskId: string, user = DEVELOPER): Promise<string> {
    const path = `/scaffolder/v2/tasks/${taskId}/events`;
    const events = (await this.call(path, { user })).body as {
      body: { message: string };
    }[];
    return events.map(event => event.body.message).join('\n');
  }

  async hasEntity(name: string): Promise<boolean> {
    const path = `/catalog/entities/by-name/component/default/${name}`;
    return (await this.call(path)).status === 200;
  }

  async listRepositories(): Promise<string[]> {
    const names = await readdir(this.#repositories, { recursive: true }).catch(
      () => [],
    );
    return names
      .filter(name => /^[^./][^/]*\/[^/]+\.git$/.test(name))
      .map(name => name.replace(/\.git$/, ''))
      .sort();
  }

  async git(repository: string, ...args: string[]): Promise<string> {
    const folder = this.folderOf(repository);
    return (await run('git', [`--git-dir=${folder}`, ...args])).stdout.trim();
  }

  folderOf(repository: string): string {
    return `${join(this.#repositories, repository)}.git`;
  }

  /** The addresses that the catalog reads. */
  async listLocations(): Promise<string[]> {
    const found = (await this.call('/catalog/locations')).body as {
      data: { target: string };
    }[];
    return found.map(({ data }) => data.target).sort();
  }

  /** Everything that a task can leave outside its workspace. */
  async look() {
    const repositories = await this.listRepositories();
    const branches = await Promise.all(
      repositories.map(async name => {
        const format = '--format=%(refname) %(tree)';
        return [
          name,
          await this.git(name, 'for-each-ref', format, 'refs/heads'),
        ];
      }),
    );
    const pulls = await Promise.all(
      repositories.map(async slug => {
        const [owner, name] = slug.split('/');
        const open = await this.gitHost.listPullRequests(
          { owner, name },
          { state: 'open' },
          this.as(PLATFORM),
        );
        return open.map(pull => `${slug} ${pull.sourceBranch}`);
      }),
    );
    return {
      branches: Object.fromEntries(branches),
      locations: await this.listLocations(),
      pulls: pulls.flat(),
    };
  }
}
