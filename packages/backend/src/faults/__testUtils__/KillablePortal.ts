import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@notes/test-support';
import {
  freePort,
  type RunningPortal,
  startPortal,
} from '../../boot/__testUtils__/startPortal';
import type { HoldOrder } from './holdRequests';
import { DEVELOPER } from './people';
import { PortalClient } from './PortalClient';

/** How long a task may take to come to the place where it is held. */
const HOLD_LIMIT_MS = 60_000;

/** What of `app-config.yaml` a test cannot wait for. */
const CONFIG = {
  scaffolder: {
    concurrentTasksLimit: 40,
    taskRecovery: { staleTimeout: { seconds: 3 } },
  },
};

/** The portal as it runs, in a process that is killed and started again on the same data. */
export class KillablePortal {
  readonly #database: TestDatabase;
  readonly #folder: string;
  readonly #port: number;
  #running: RunningPortal | undefined;
  readonly client: PortalClient;

  static async create(): Promise<KillablePortal> {
    const portal = new KillablePortal({
      database: await createTestDatabase(),
      folder: await mkdtemp(join(tmpdir(), 'killed-')),
      port: await freePort(),
    });
    await portal.start();
    return portal;
  }

  private constructor(options: {
    database: TestDatabase;
    folder: string;
    port: number;
  }) {
    this.#database = options.database;
    this.#folder = options.folder;
    this.#port = options.port;
    this.client = new PortalClient({
      url: `http://localhost:${options.port}`,
      repositories: join(options.folder, 'data', 'git'),
    });
  }

  async start(): Promise<void> {
    this.#running = await startPortal({
      config: CONFIG,
      databaseUrl: this.#database.url,
      folder: this.#folder,
      port: this.#port,
      preload: [require.resolve('./holdRequests')],
    });
    await this.client.signIn(DEVELOPER);
    await this.client.isReady(['node-service']);
  }

  async kill(): Promise<void> {
    await this.#running?.kill();
  }

  /** Breaks or holds the next request that fits. */
  async arm(order: HoldOrder): Promise<void> {
    const armed = this.#hear('armed');
    this.#running?.child.send(order);
    await armed;
  }

  /** Starts something and comes back when the request is held. */
  async holdAt<T>(order: HoldOrder, begin: () => Promise<T>): Promise<T> {
    await this.arm(order);
    const held = this.#hear('held');
    const begun = await begin();
    await held;
    return begun;
  }

  workspaceOf(taskId: string): string {
    return join(this.#folder, 'data', 'work', taskId);
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    await this.#database.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #hear(word: 'armed' | 'held'): Promise<void> {
    const child = this.#running?.child;
    await new Promise<void>((resolve, reject) => {
      const timeout = setTimeout(
        () => reject(new Error(`The portal never said '${word}'`)),
        HOLD_LIMIT_MS,
      );
      const listen = (said: unknown) => {
        if (said === word) {
          clearTimeout(timeout);
          child?.off('message', listen);
          resolve();
        }
      };
      child?.on('message', listen);
    });
  }
}
