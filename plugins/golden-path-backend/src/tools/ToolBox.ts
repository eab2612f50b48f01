import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { RootConfigService } from '@backstage/backend-plugin-api';

const run = promisify(execFile);
const TIMEOUT_MS = 20_000;
const MAX_OUTPUT = 64 * 1024 * 1024;

/** What a tool said. */
export type ToolResult = { code: number; stdout: string; stderr: string };

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
  readonly #directory: string;
  readonly #found = new Map<string, string>();

  constructor(config: Pick<RootConfigService, 'getOptionalString'>) {
    this.#configured = name =>
      config.getOptionalString(`goldenPath.tools.${name}`);
    this.#directory = resolve(
      config.getOptionalString('goldenPath.tools.directory') ??
        '../../.tools/bin',
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
          this.#directory,
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

  /** Runs a tool in a folder, without a shell and without the portal's environment. */
  async run(
    path: string,
    args: string[],
    options: { cwd: string; home: string; path?: string },
  ): Promise<ToolResult> {
    try {
      const { stdout, stderr } = await run(path, args, {
        cwd: options.cwd,
        timeout: TIMEOUT_MS,
        maxBuffer: MAX_OUTPUT,
        env: {
          PATH: process.env.PATH,
          HOME: options.home,
          XDG_CACHE_HOME: join(options.home, '.cache'),
          XDG_CONFIG_HOME: join(options.home, '.config'),
          XDG_DATA_HOME: join(options.home, '.data'),
        },
      });
      return { code: 0, stdout, stderr };
    } catch (error) {
      const failure = error as Partial<ToolResult> & {
        killed?: boolean;
        message: string;
      };
      return {
        code: typeof failure.code === 'number' ? failure.code : 1,
        stdout: failure.stdout ?? '',
        stderr: failure.killed
          ? `stopped after ${TIMEOUT_MS / 1000} s`
          : failure.stderr || failure.message,
      };
    }
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
