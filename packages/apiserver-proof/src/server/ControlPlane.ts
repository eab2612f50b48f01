import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../client/ApiClient';
import { choosePort, LOOPBACK } from './choosePort';
import type { ServerBinaries } from './findServers';
import {
  apiServerArguments,
  etcdArguments,
  etcdSocket,
} from './serverArguments';
import { ServerProcess } from './ServerProcess';
import { waitFor } from './waitFor';
import { writeCredentials } from './writeCredentials';

const START_MS = 120_000;

export interface ControlPlaneOptions {
  binaries: ServerBinaries;
  /** The port of the API server; any free one when it is left out. */
  port?: number;
  signal?: AbortSignal;
}

/** How to reach the API server. */
export interface Access {
  url: string;
  token: string;
  /** The certificate of who signed the server's, as PEM. */
  authority: string;
}

/**
 * A Kubernetes API server with its etcd and nothing else: no kubelet, no controller, no scheduler.
 *
 * Everything it is lies in one temporary folder, which goes when it stops.
 */
export class ControlPlane {
  readonly access: Access;
  readonly client: ApiClient;
  readonly startMs: number;
  readonly #servers: ServerProcess[];
  readonly #folder: string;

  private constructor(
    parts: { access: Access; servers: ServerProcess[]; folder: string },
    startMs: number,
  ) {
    this.access = parts.access;
    this.client = new ApiClient(parts.access);
    this.#servers = parts.servers;
    this.#folder = parts.folder;
    this.startMs = startMs;
  }

  static async start(options: ControlPlaneOptions): Promise<ControlPlane> {
    const begun = Date.now();
    // mkdtemp lets in nobody else, and the path stays short enough for a socket.
    const folder = await mkdtemp(join(tmpdir(), 'api-'));
    const servers: ServerProcess[] = [];
    try {
      const access = await startServers(folder, servers, options);
      const plane = new ControlPlane(
        { access, servers, folder },
        Date.now() - begun,
      );
      // Ctrl-C reaches etcd too, and without it the API server lets a question wait for a minute.
      options.signal?.addEventListener('abort', () => plane.client.close());
      return plane;
    } catch (error) {
      await stopServers(servers, folder);
      throw error;
    }
  }

  /** Throws when a server is gone, with its last words. */
  assertRuns(): void {
    for (const server of this.#servers) server.assertRuns();
  }

  async stop(): Promise<void> {
    this.client.close();
    await stopServers(this.#servers, this.#folder);
  }
}

async function startServers(
  folder: string,
  servers: ServerProcess[],
  { binaries, port: wanted, signal }: ControlPlaneOptions,
): Promise<Access> {
  const port = await choosePort(wanted);
  const credentials = await writeCredentials(folder);
  const etcd = new ServerProcess('etcd', {
    command: binaries.etcd,
    args: etcdArguments(),
    cwd: folder,
  });
  servers.push(etcd);
  await waitFor(
    async () => {
      etcd.assertRuns();
      return existsSync(etcdSocket(folder));
    },
    { what: 'The start of etcd', timeoutMs: START_MS, signal },
  );
  const apiServer = new ServerProcess('kube-apiserver', {
    command: binaries.apiServer,
    args: apiServerArguments(folder, port, credentials),
    cwd: folder,
  });
  servers.push(apiServer);
  return waitUntilReady(apiServer, {
    folder,
    url: `https://${LOOPBACK}:${port}`,
    token: credentials.token,
    signal,
  });
}

async function waitUntilReady(
  server: ServerProcess,
  place: { folder: string; url: string; token: string; signal?: AbortSignal },
): Promise<Access> {
  const { folder, url, token, signal } = place;
  const certificate = join(folder, 'certificates', 'apiserver.crt');
  let access: Access | undefined;
  await waitFor(
    async () => {
      server.assertRuns();
      if (!existsSync(certificate)) return false;
      access = { url, token, authority: await readFile(certificate, 'utf8') };
      const client = new ApiClient(access);
      try {
        return (await client.request('GET', '/readyz')).status === 200;
      } catch {
        // It does not listen yet.
        return false;
      } finally {
        client.close();
      }
    },
    { what: 'The start of kube-apiserver', timeoutMs: START_MS, signal },
  );
  return access!;
}

/** The API server first: without its store it would wait instead of stopping. */
async function stopServers(
  servers: ServerProcess[],
  folder: string,
): Promise<void> {
  for (const server of servers.toReversed()) await server.stop();
  await rm(folder, { recursive: true, force: true });
}
