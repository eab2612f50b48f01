import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { acceptsConnections, findFreePort } from '@notes/node-support';
import type { ToolBox } from '../tools/ToolBox';

const ATTEMPTS = 3;
const START_WITHIN_MS = 5000;

type Server = { address: string; isUp: boolean };

/**
 * The composition functions as servers of this machine, reachable only from it.
 *
 * Each is started when it is first asked for, and again when it has ended.
 */
export class FunctionServers {
  readonly #tools: Pick<ToolBox, 'serve'>;
  readonly #servers = new Map<string, Promise<Server>>();

  constructor(options: { tools: Pick<ToolBox, 'serve'> }) {
    this.#tools = options.tools;
  }

  /** The addresses of functions by their names, each of which listens. */
  async start(
    functions: ReadonlyMap<string, string>,
  ): Promise<Map<string, string>> {
    const addresses = await Promise.all(
      [...functions].map(async ([name, path]) => {
        const server = await this.#find(name, path);
        return [name, server.address] as const;
      }),
    );
    return new Map(addresses);
  }

  async #find(name: string, path: string): Promise<Server> {
    const known = await this.#servers.get(name)?.catch(() => undefined);
    if (known?.isUp) {
      return known;
    }
    const starting = this.#startOne(name, path);
    this.#servers.set(name, starting);
    return starting;
  }

  /** The free port may be taken before the function listens on it, so another is tried. */
  async #startOne(name: string, path: string): Promise<Server> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const port = await findFreePort();
      const address = `127.0.0.1:${port}`;
      const server: Server = { address, isUp: true };
      const process = this.#tools.serve(
        path,
        ['--insecure', `--address=${address}`],
        { cwd: tmpdir(), home: tmpdir() },
      );
      void process.ended.then(() => {
        server.isUp = false;
      });
      if (await listens(port, server)) {
        return server;
      }
      process.stop();
    }
    throw new Error(`"${name}" does not listen: ${path} ended or is too slow`);
  }
}

async function listens(port: number, server: Server): Promise<boolean> {
  const until = Date.now() + START_WITHIN_MS;
  while (server.isUp && Date.now() < until) {
    if (await acceptsConnections(port)) {
      return server.isUp;
    }
    await sleep(20);
  }
  return false;
}
