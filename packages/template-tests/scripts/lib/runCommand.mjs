import { spawn } from 'node:child_process';

const LIMIT_MS = 300_000;
const QUOTED_LINES = 40;

/** The environment of a developer's machine: nothing of this repository's own tools leaks in. */
export function cleanEnvironment(extra = {}) {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_|YARN_|BERRY_|NODE_OPTIONS$|NODE_ENV$|PROJECT_CWD$|INIT_CWD$|BACKSTAGE_|TEST_DATABASE_URL$|REDIS_URL$|KAFKA_|DATABASE_URL$)/i.test(
        name,
      ),
  );
  return { ...Object.fromEntries(kept), ...extra };
}

/** Runs a command and gives the part of its output that `summary` matches; a failure quotes its last lines. */
export function runCommand(command, args, { cwd, env, summary } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: cleanEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMIT_MS,
    });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) {
        resolve(summary?.exec(output)?.[1]);
        return;
      }
      const what = [command, ...args].join(' ');
      reject(
        new Error(`${what} ended with ${code ?? signal}:\n${quote(output)}`),
      );
    });
  });
}

/** The first lines tell the cause and the last ones the outcome. */
function quote(output) {
  const lines = output.trimEnd().split('\n');
  if (lines.length <= 2 * QUOTED_LINES) return lines.join('\n');
  return [
    ...lines.slice(0, QUOTED_LINES),
    '…',
    ...lines.slice(-QUOTED_LINES),
  ].join('\n');
}
