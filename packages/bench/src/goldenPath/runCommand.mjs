import { spawn } from 'node:child_process';

const KEPT_CHARACTERS = 4000;

/**
 * Runs a command in a folder and returns what it wrote. When it fails, the error carries its last lines.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, signal?: AbortSignal }} options
 * @returns {Promise<string>}
 */
export function runCommand(command, args, { cwd, signal }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      signal,
      env: ownEnvironment(process.env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', text => {
        output[name] += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code, ended) => {
      if (code === 0) {
        resolve(output.stdout);
        return;
      }
      const words = `${output.stdout}${output.stderr}`.trimEnd();
      reject(
        new Error(
          `${[command, ...args].join(' ')} ended with ${ended ?? code}: ${words.slice(-KEPT_CHARACTERS)}`,
        ),
      );
    });
  });
}

/** What a person's shell would have: nothing of the npm and the Node that run the bench. */
export function ownEnvironment(env) {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) =>
        !/^npm_/i.test(name) && !['NODE_ENV', 'NODE_OPTIONS'].includes(name),
    ),
  );
}
