import { dirname, delimiter } from 'node:path';
import { quoteOutput, runTool } from '../tools';

const LIMIT_MS = 15 * 60_000;

/** One command of a build, as a person would type it in the folder of the repository. */
export type Step = [command: string, ...args: string[]];

/** Runs commands one after the other; the first that fails is the problem. */
export async function runSteps(
  cwd: string,
  steps: Step[],
  options: { env?: NodeJS.ProcessEnv; signal?: AbortSignal } = {},
): Promise<string[]> {
  for (const [command, ...args] of steps) {
    const result = await runTool(command, args, {
      cwd,
      env: { ...toolchainEnvironment(), ...options.env },
      signal: options.signal,
      timeoutMs: LIMIT_MS,
    });
    if (result.code !== 0) {
      return [
        `${[command, ...args].join(' ')} ended with ${result.code}`,
        ...quoteOutput(result).split('\n'),
      ];
    }
  }
  return [];
}

/** The Node that runs the kit comes first, so that `npm` and its scripts use the same one. */
export function toolchainEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    // What an emitted build asks of a terminal is different in a pipeline.
    CI: 'true',
  };
}
