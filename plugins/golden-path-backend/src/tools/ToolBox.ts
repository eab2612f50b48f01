import { access, constants } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { ToolHost, type Served, type ToolResult } from './ToolHost';

const TIMEOUT_MS = 20_000;
/** Where `npm run tools` puts them, from the folder of the backend. */
const DIRECTORIES = ['../../.tools/bin', '../../.tools/go/bin'];

/** Where a tool runs, and for how long. */
type Place = { cwd: string; home: string; timeoutMs?: number };

/** How to get a tool that is not here. */
export const TOOLS_FIX = 'npm run tools';

/**
 * Finds and runs the command-line tools that render and check.
 *
 * A tool is looked for at `goldenPath.tools.<name>`, in `goldenPath.tools.directory` and on the PATH.
 * None of them is needed to start the portal.
 */
export class ToolBox {
  readonly #configured: (name: string) => string | undefined;
  readonly #directories: string[];
  readonly #host = new ToolHost();
  readonly #found = new Map<string, string>();

  constructor(config: Pick<RootConfigService, 'getOptionalString'>) {
    this.#configured = name =>
      config.getOptionalString(`goldenPath.tools.${name}`);
    const directory = config.getOptionalString('goldenPath.tools.directory');
    this.#directories = (directory ? [directory] : DIRECTORIES).map(each =>
      resolve(each),
    );
  }

  /** Where a tool is; one that is missing is looked for again, because it may be installed later. */
  async find(name: string): Promise<string | undefined> {
    const known = this.#found.get(name);
    if (known) {
      return known;
    }
    const configured = this.#configured(name);
    const places = configured
      ? [resolve(configured)]
      : [
          ...this.#directories,
          ...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
        ].map(folder => join(folder, name));
    for (const place of places) {
      if (await isExecutable(place)) {
        this.#found.set(name, place);
        return place;
      }
    }
    return undefined;
  }

  /** Finds several; `missing` names those that are not here. */
  async findAll(
    names: readonly string[],
  ): Promise<{ paths: Map<string, string>; missing: string[] }> {
    const paths = new Map<string, string>();
    for (const name of names) {
      const path = await this.find(name);
      if (path) {
        paths.set(name, path);
      }
    }
    return { paths, missing: names.filter(name => !paths.has(name)) };
  }

  /** Runs a tool in a folder, without a shell and without the portal's environment. */
  async run(path: string, args: string[], options: Place): Promise<ToolResult> {
    const job = {
      path,
      args,
      cwd: options.cwd,
      env: createEnvironment(options),
    };
    return this.#host.run(job, options.timeoutMs ?? TIMEOUT_MS);
  }

  /** Starts a tool that runs until the portal stops. */
  serve(path: string, args: string[], options: Place): Served {
    return this.#host.serve({
      ...{ path, args, cwd: options.cwd, env: createEnvironment(options) },
    });
  }

  /** Ends all tools. */
  stop(): void {
    this.#host.stop();
  }
}

function createEnvironment({ home }: Place) {
  return {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.data'),
  };
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
