import { spawnSync } from 'node:child_process';
import { findTool } from '@notes/template-kit';

export { findTool };

export type ToolResult = { status: number; output: string };

/** Runs a checker and returns everything it said. */
export function runTool(
  name: string,
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string>; input?: string },
): ToolResult {
  const { status, stdout, stderr, error } = spawnSync(
    findTool(name) ?? name,
    args,
    {
      cwd: options.cwd,
      input: options.input,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', ...options.env },
    },
  );
  if (error) throw error;
  return { status: status ?? 1, output: stdout + stderr };
}

/** A group of tests that needs tools; without them it is skipped under a name that says which one is missing. */
export function describeWith(
  tools: readonly string[],
  title: string,
  tests: () => void,
): void {
  const missing = tools.filter(tool => !findTool(tool));
  const run = missing.length === 0 ? describe : describe.skip;
  const why =
    missing.length === 0 ? '' : ` (no ${missing.join(', ')}: npm run tools)`;
  // eslint-disable-next-line jest/valid-describe-callback, jest/valid-title -- The caller gives both.
  run(`${title}${why}`, tests);
}
