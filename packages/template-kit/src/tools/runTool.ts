import { spawn } from 'node:child_process';

const LIMIT_MS = 5 * 60_000;
const QUOTED_LINES = 40;

/** How a command ended and what it said. */
export interface ToolResult {
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunToolOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  input?: string;
  signal?: AbortSignal;
  timeoutMs?: number;
}

/** Runs a command to its end; a command that ran and found faults is a result, not an error. */
export function runTool(
  command: string,
  args: string[],
  options: RunToolOptions = {},
): Promise<ToolResult> {
  const { cwd, env, input, signal, timeoutMs = LIMIT_MS } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: cleanEnvironment(env),
      stdio: ['pipe', 'pipe', 'pipe'],
      signal,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', chunk => stdout.push(chunk));
    child.stderr.on('data', chunk => stderr.push(chunk));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.once('error', reject);
    child.once('close', (code, killedBy) => {
      if (killedBy) {
        reject(
          new Error(
            `${command} ${args.join(' ')} was ended by ${killedBy} after at most ${timeoutMs / 1000} s`,
          ),
        );
        return;
      }
      resolve({
        code: code ?? 1,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      });
    });
  });
}

/** The lines of a failed command that a person needs: the first tell the cause, the last the outcome. */
export function quoteOutput({ stdout, stderr }: ToolResult): string {
  const lines = `${stdout}\n${stderr}`.trim().split('\n');
  return lines.length <= 2 * QUOTED_LINES
    ? lines.join('\n')
    : [
        ...lines.slice(0, QUOTED_LINES),
        '…',
        ...lines.slice(-QUOTED_LINES),
      ].join('\n');
}

/** Problems of a command that says them line by line and ends with another code than 0. */
export function problemsOf(result: ToolResult): string[] {
  return result.code === 0 ? [] : quoteOutput(result).split('\n');
}

/** A developer's machine: nothing of this repository's own tools or services leaks in. */
export function cleanEnvironment(
  extra: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_|YARN_|BERRY_|NODE_OPTIONS$|NODE_ENV$|PROJECT_CWD$|INIT_CWD$|BACKSTAGE_|REDIS_URL$|KAFKA_|DATABASE_URL$)/i.test(
        name,
      ),
  );
  return { ...Object.fromEntries(kept), ...extra };
}
