import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Response } from 'express';
import { parseCgiHead } from './cgiHeaders';

/** Longer than any transfer within the size limit should take. */
const TIMEOUT_MS = 15 * 60_000;
const MAX_HEAD_BYTES = 16 * 1024;

export interface HttpBackendRun {
  /** Ends git and all that it started. */
  stop(): void;
  finished: Promise<{ code: number | null; stderr: string }>;
}

/**
 * Runs `git http-backend`, which speaks CGI: the request is its environment and
 * its input, its output is the answer.
 */
export function runHttpBackend(options: {
  cwd: string;
  env: Record<string, string>;
  input: Readable;
  response: Response;
  /** Tells when git's answer may be sent; `false` drops it. */
  mayAnswer: Promise<boolean>;
}): HttpBackendRun {
  const { input, response } = options;
  // A process group of its own, so that its children end with it.
  const child = spawn('git', ['http-backend'], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stop = () => stopGroup(child);
  const timer = setTimeout(stop, TIMEOUT_MS);
  response.once('close', stop);

  // Git may end before it has read everything; the rest is read and dropped.
  child.stdin.on('error', () => {});
  child.stdin.once('close', () => {
    input.unpipe(child.stdin);
    input.resume();
  });
  input.pipe(child.stdin);
  // Git writes its headers at once, but the answer may still become another one.
  void options.mayAnswer.then(may =>
    may ? forwardAnswer(child, response) : child.stdout.resume(),
  );

  return {
    stop,
    finished: waitForEnd(child).finally(() => clearTimeout(timer)),
  };
}

function forwardAnswer(child: ChildProcess, response: Response): void {
  const { stdout } = child;
  let head = Buffer.alloc(0);
  const readHead = (chunk: Buffer) => {
    head = Buffer.concat([head, chunk]);
    const parsed = parseCgiHead(head);
    if (!parsed && head.length < MAX_HEAD_BYTES) {
      return;
    }
    stdout?.off('data', readHead);
    if (!parsed) {
      stdout?.resume();
      return;
    }
    response.status(parsed.status);
    parsed.headers.forEach(([name, value]) => response.setHeader(name, value));
    response.write(parsed.rest);
    stdout?.pipe(response);
  };
  stdout?.on('data', readHead);
}

async function waitForEnd(child: ChildProcess) {
  let stderr = '';
  child.stderr?.on('data', chunk => {
    stderr = `${stderr}${chunk}`.slice(-2000);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr };
}

function stopGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) {
    return;
  }
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It ended by itself in between.
  }
}
