import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { checkoutDirectory } from '../src/paths.mjs';

export const PORTAL = path.join(
  checkoutDirectory,
  'packages/launcher/bin/portal.mjs',
);
export const FIXTURES = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  'fixtures',
);

/** A folder that is removed when the test ends. */
export function temporaryDirectory(t, parent = os.tmpdir()) {
  const directory = fs.mkdtempSync(path.join(parent, 'launcher-test-'));
  t.after(() => fs.rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A place of its own under the temporary folder, so that no test meets the portal of the person who runs it. */
export function cleanEnvironment(extra = {}) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(PORTAL_|POSTGRES_|npm_|NODE_TEST|INIT_CWD)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...extra };
}

/**
 * Starts a Node script and collects what it says.
 *
 * @returns {{ child: import('node:child_process').ChildProcess, output: () => string, ended: Promise<{ code: number | null, signal: string | null, output: string }>, saw: (text: string | RegExp, timeoutMs?: number) => Promise<void> }}
 */
export function runNode(
  t,
  args,
  { env = cleanEnvironment(), node = process.execPath } = {},
) {
  const child = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = chunk => {
    output += chunk;
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise(resolve =>
    child.once('close', (code, signal) => resolve({ code, signal, output })),
  );
  t.after(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await Promise.race([ended, sleep(30_000, undefined, { ref: false })]);
      child.kill('SIGKILL');
    }
  });
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  const saw = async (text, timeoutMs = 30_000) => {
    const matches = () =>
      text instanceof RegExp ? text.test(output) : output.includes(text);
    const what = () => `"${text}" in the output:\n${output}`;
    await waitFor(() => matches() || hasEnded, { timeoutMs, what });
    if (!matches()) {
      throw new Error(`The process ended without ${what()}`);
    }
  };
  return { child, output: () => output, ended, saw };
}

export async function waitFor(
  condition,
  { timeoutMs = 15_000, what = () => 'the condition' } = {},
) {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`Did not see ${what()} within ${timeoutMs / 1000} s`);
    }
    await sleep(50);
  }
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/s.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
