import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { runLogged } from '../system/runLogged.mjs';
import { majorVersionOf } from './binaries.mjs';
import { giveTo, wrapCommand } from './runAs.mjs';

export const DATABASE_USER = 'portal';
export const DATABASE_NAME = 'portal';

/**
 * Makes the cluster once, with a password nobody has to know.
 *
 * @remarks
 * Everything happens in a folder beside the final one, which is renamed when the database exists: a start that was
 * killed in the middle leaves nothing that looks like a cluster.
 *
 * @returns {Promise<'created' | 'present'>}
 */
export async function ensureCluster({ runAs, password, logs, signal }) {
  if (fs.existsSync(path.join(runAs.directory, 'PG_VERSION'))) {
    requireSameMajorVersion(runAs);
    return 'present';
  }
  const temporary = `${runAs.directory}.new`;
  const passwordFile = `${runAs.directory}.pw`;
  fs.rmSync(temporary, { recursive: true, force: true });
  fs.mkdirSync(temporary, { recursive: true, mode: 0o700 });
  giveTo(runAs, temporary);
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveTo(runAs, passwordFile);
  try {
    await runPostgresTool({
      runAs,
      binary: 'initdb',
      args: initArguments(temporary, passwordFile),
      logs,
      signal,
    });
    await createDatabase({ runAs, directory: temporary, logs, signal });
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
  fs.renameSync(temporary, runAs.directory);
  return 'created';
}

function initArguments(directory, passwordFile) {
  return [
    `--pgdata=${directory}`,
    `--username=${DATABASE_USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The built-in locale needs no locale of the operating system, which a bare container does not have.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
}

/** Single-user mode creates the database without a client, a port or a login. */
async function createDatabase({ runAs, directory, logs, signal }) {
  await runPostgresTool({
    runAs,
    binary: 'postgres',
    args: ['--single', '-D', directory, 'postgres'],
    input: `CREATE DATABASE ${DATABASE_NAME};\n`,
    logs,
    signal,
  });
}

async function runPostgresTool({ runAs, binary, args, logs, signal, input }) {
  const [command, ...rest] = wrapCommand(runAs, binary, args);
  await runLogged({
    command,
    args: rest,
    cwd: path.dirname(runAs.directory),
    env: { PATH: process.env.PATH, LANG: 'C', TZ: 'UTC' },
    uid: runAs.uid,
    gid: runAs.gid,
    logs,
    name: 'postgres-init',
    input,
    signal,
    timeoutMs: 180_000,
    exitCode: EXIT.database,
  });
}

function requireSameMajorVersion(runAs) {
  const present = fs
    .readFileSync(path.join(runAs.directory, 'PG_VERSION'), 'utf8')
    .trim();
  const [command, ...args] = wrapCommand(runAs, 'postgres', ['--version']);
  const { stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    uid: runAs.uid,
    gid: runAs.gid,
  });
  const brought = majorVersionOf(stdout ?? '');
  if (brought && brought !== present) {
    throw new LauncherError(
      `The data in ${runAs.directory} was made by PostgreSQL ${present}; this checkout brings ${brought}.`,
      {
        exitCode: EXIT.database,
        hint: 'Start the older checkout to export what you need, or begin anew with: npm run reset',
      },
    );
  }
}
