import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface GitResult {
  ok: boolean;
  output: string;
}

/** Runs the real git client as a person would, without that person's settings. */
export async function git(cwd: string, ...args: string[]): Promise<GitResult> {
  const env = {
    PATH: process.env.PATH,
    HOME: cwd,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Test',
    GIT_AUTHOR_EMAIL: 'test@example.com',
    GIT_COMMITTER_NAME: 'Test',
    GIT_COMMITTER_EMAIL: 'test@example.com',
  };
  try {
    const { stdout, stderr } = await run('git', args, { cwd, env });
    return { ok: true, output: `${stdout}${stderr}` };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { ok: false, output: `${stdout}${stderr}` };
  }
}

export async function createFolder(): Promise<{
  path: string;
  remove(): Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), 'git-host-test-'));
  const remove = () => rm(path, { recursive: true, force: true });
  return { path, remove };
}
