import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { installFingerprint } from '../prepare/yarnInstall.mjs';
import { fingerprint } from '../prepare/fingerprint.mjs';
import { listWorkspaces } from '../prepare/workspaces.mjs';
import { configFiles } from '../backend/backendCommand.mjs';
import { ConfigMemory } from './configMemory.mjs';

const SCRIPT = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  'checkConfigScript.cjs',
);

/**
 * Checks the configuration before the backend reads it: YAML, known keys, accepted values.
 *
 * @remarks
 * It runs in a child process, because it needs the packages of the checkout. Reading all schemas takes seconds, so
 * they are kept, together with a fingerprint of what they were made from.
 *
 * @returns {Promise<{ warnings: string[] }>} throws a LauncherError when the configuration cannot work
 */
export async function checkConfig({ paths, options, node, env, signal }) {
  const files = configFiles({ paths, config: options.config });
  const schema = schemaFingerprint(paths);
  const memory = new ConfigMemory(paths.configMemory);
  const key = memory.keyOf({ files, env, schema });
  const known = memory.recall(key);
  if (known) {
    return known;
  }
  const request = {
    checkout: paths.checkout,
    files,
    cache: paths.configSchema,
    fingerprint: schema,
  };
  const { errors, warnings, isComplete } = await runScript({
    node,
    env,
    request,
    signal,
  });
  if (errors.length > 0) {
    throw new LauncherError(
      errors.length === 1
        ? errors[0]
        : `Configuration:\n  ${errors.join('\n  ')}`,
      {
        exitCode: EXIT.configuration,
        hint: 'Correct it, then run the command again. Nothing was changed.',
      },
    );
  }
  if (isComplete) {
    memory.remember(key, warnings);
  }
  return { warnings };
}

function schemaFingerprint(paths) {
  const declarations = listWorkspaces(paths.checkout).map(({ directory }) =>
    path.join(directory, 'config.d.ts'),
  );
  return fingerprint(paths.checkout, declarations, [
    installFingerprint(paths),
    fs.readFileSync(SCRIPT, 'utf8'),
  ]);
}

function runScript({ node, env, request, signal }) {
  return new Promise(resolve => {
    const child = spawn(node, [SCRIPT], {
      cwd: request.checkout,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    let problems = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (problems += chunk));
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(request));
    const stop = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', stop, { once: true });
    const timer = setTimeout(stop, 120_000);
    const finish = result => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve(result);
    };
    child.once('error', error => finish(unchecked(error.message)));
    child.once('close', () =>
      finish(
        parseAnswer(output) ?? unchecked(problems.trim().split('\n').at(-1)),
      ),
    );
  });
}

/** A check that itself fails must not keep the portal from starting: the backend reads the configuration anyway. */
function unchecked(reason) {
  return {
    errors: [],
    warnings: [
      `The configuration was not checked beforehand: ${reason || 'no answer'}`,
    ],
  };
}

function parseAnswer(output) {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}
