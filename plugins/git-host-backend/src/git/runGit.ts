import { execFile } from 'node:child_process';
import { ServiceUnavailableError } from '@backstage/errors';

/** Git ended with an exit code that the caller did not expect. */
export class GitError extends Error {
  readonly code: number | undefined;
  readonly stderr: string;

  constructor(command: string, code: number | undefined, stderr: string) {
    const reason = stderr.trim().split('\n').pop() || `exit code ${code}`;
    super(`git ${command} failed: ${reason}`);
    this.name = 'GitError';
    this.code = code;
    this.stderr = stderr;
  }
}

export interface RunGitOptions {
  cwd: string;
  env: Record<string, string>;
  input?: Buffer | string;
  /** More output than this is cut off. */
  maxBytes?: number;
  /** Exit codes that are answers rather than failures; 0 when left out. */
  okCodes?: number[];
  timeoutMs?: number;
}

export interface GitOutput {
  stdout: Buffer;
  code: number;
  /** True when `maxBytes` cut the output off. */
  truncated: boolean;
}

const DEFAULT_MAX_BYTES = 32 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 60_000;

/** Runs git without a shell and waits for its end. */
export function runGit(
  args: string[],
  options: RunGitOptions,
): Promise<GitOutput> {
  const { cwd, env, input, okCodes = [0] } = options;
  const command = args.find(arg => !arg.startsWith('-')) ?? '';
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      args,
      {
        cwd,
        env,
        encoding: 'buffer',
        maxBuffer: options.maxBytes ?? DEFAULT_MAX_BYTES,
        timeout: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      },
      (error, stdout, stderr) => {
        const code = error ? error.code : 0;
        if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
          resolve({ stdout, code: 0, truncated: true });
        } else if (typeof code === 'number' && okCodes.includes(code)) {
          resolve({ stdout, code, truncated: false });
        } else {
          reject(describeFailure(command, error, stderr.toString()));
        }
      },
    );
    // Git may end before it has read everything; its exit code tells why.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

function describeFailure(
  command: string,
  error: { code?: unknown; killed?: boolean } | null,
  stderr: string,
): Error {
  if (error?.code === 'ENOENT') {
    return new ServiceUnavailableError(
      "The git host needs the program 'git', and it or the repository's folder is missing; install git 2.38 or later",
    );
  }
  if (error?.killed) {
    return new ServiceUnavailableError(`git ${command} took too long`);
  }
  const code = typeof error?.code === 'number' ? error.code : undefined;
  return new GitError(command, code, stderr);
}
