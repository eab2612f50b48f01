import { ChildProcess, spawn } from 'node:child_process';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- Only tests start functions, and they run in Node.
import { acceptsConnections, findFreePort } from '@notes/node-support';
import { RENDER_TOOLS, RenderTool } from './findTools';

const START_LIMIT_MS = 20_000;

/** The composition functions as servers of this machine, reachable only from it. */
export class FunctionServers {
  readonly #processes: ChildProcess[];
  readonly ports: Record<string, number>;

  private constructor(
    processes: ChildProcess[],
    ports: Record<string, number>,
  ) {
    this.#processes = processes;
    this.ports = ports;
  }

  static async start(
    paths: Record<RenderTool, string>,
  ): Promise<FunctionServers> {
    const processes: ChildProcess[] = [];
    const ports: Record<string, number> = {};
    for (const name of RENDER_TOOLS.filter(tool => tool !== 'crank')) {
      const port = await findFreePort();
      const address = `--address=127.0.0.1:${port}`;
      processes.push(
        spawn(paths[name], ['--insecure', address], { stdio: 'ignore' }),
      );
      ports[name] = port;
    }
    const servers = new FunctionServers(processes, ports);
    try {
      await Promise.all(Object.values(ports).map(waitForPort));
    } catch (error) {
      servers.stop();
      throw error;
    }
    return servers;
  }

  stop(): void {
    this.#processes.forEach(child => child.kill());
  }
}

async function waitForPort(port: number): Promise<void> {
  const until = Date.now() + START_LIMIT_MS;
  while (!(await acceptsConnections(port))) {
    if (Date.now() > until) {
      throw new Error(`No function listens on 127.0.0.1:${port}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
