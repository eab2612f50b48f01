import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { backendEnvironment } from '../backend/backendEnvironment.mjs';
import { checkConfig } from '../config/checkConfig.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { findPostgresBinaries } from '../postgres/binaries.mjs';
import {
  externalDatabaseEnvironment,
  requireReachableDatabase,
} from '../postgres/externalDatabase.mjs';
import { chooseRunAs } from '../postgres/runAs.mjs';
import { reasonToBuild } from '../prepare/frontendBuild.mjs';
import { findToolsNode } from '../prepare/node24.mjs';
import { reasonToInstall } from '../prepare/yarnInstall.mjs';
import { isRunning } from '../system/processIdentity.mjs';
import { StateFile } from '../system/stateFile.mjs';
import { broken, notConnected, ok } from './part.mjs';

export function checkInstall({ paths }) {
  const reason = reasonToInstall(paths);
  return reason
    ? notConnected('install', 'Dependencies', reason, 'npm start')
    : ok('install', 'Dependencies', 'as locked in yarn.lock');
}

export function checkBuild({ paths }) {
  const reason = reasonToBuild(paths);
  return reason
    ? notConnected('build', 'Front end', reason, 'npm start')
    : ok('build', 'Front end', 'built');
}

/** Asks the same questions as a start does, without starting anything. */
export async function checkDatabase({ paths }) {
  const title = 'PostgreSQL';
  if (process.env.POSTGRES_HOST) {
    return checkExternalDatabase(title);
  }
  if (!fs.existsSync(paths.nodeModules)) {
    return notConnected(
      'postgres',
      title,
      'the embedded server is not installed yet',
      'npm start',
    );
  }
  const state = new StateFile(paths.stateFile).read();
  if (isRunning(state?.postgres)) {
    return ok(
      'postgres',
      title,
      `embedded, runs as process ${state.postgres.pid}`,
    );
  }
  return checkEmbedded(title, paths);
}

async function checkExternalDatabase(title) {
  const environment = externalDatabaseEnvironment();
  try {
    await requireReachableDatabase(environment);
    return ok(
      'postgres',
      title,
      `${environment.POSTGRES_HOST}:${environment.POSTGRES_PORT} answers`,
    );
  } catch (error) {
    return broken(
      'postgres',
      title,
      error.message,
      'Start it, or unset POSTGRES_HOST',
    );
  }
}

function checkEmbedded(title, paths) {
  const exists = fs.existsSync(paths.data);
  const data = exists
    ? paths.data
    : fs.mkdtempSync(path.join(os.tmpdir(), 'portal-doctor-'));
  try {
    const runAs = chooseRunAs({
      native: findPostgresBinaries(paths.checkout),
      data,
    });
    const how = {
      self: 'as you',
      namespace: 'as root in a user namespace',
      user: runAs.detail,
    }[runAs.kind];
    return ok('postgres', title, `embedded, can run ${how}`);
  } catch (error) {
    const { message, hint } =
      error instanceof LauncherError ? error : { message: String(error) };
    return broken('postgres', title, message, hint ?? 'npm start');
  } finally {
    if (!exists) {
      fs.rmSync(data, { recursive: true, force: true });
    }
  }
}

export async function checkConfiguration({ paths, options }) {
  const title = 'Configuration';
  if (reasonToInstall(paths) === 'nothing is installed yet') {
    return notConnected(
      'config',
      title,
      'checked once the dependencies are installed',
      'npm start',
    );
  }
  const node = /^(22|24)\./.test(process.versions.node)
    ? process.execPath
    : findToolsNode(paths)?.node;
  if (!node) {
    return notConnected(
      'config',
      title,
      'checked once Node 24 is fetched',
      'npm start',
    );
  }
  // Stand-ins for what a start fills in, so that the check sees the same keys.
  const database = process.env.POSTGRES_HOST
    ? externalDatabaseEnvironment()
    : {
        POSTGRES_HOST: '127.0.0.1',
        POSTGRES_PORT: '5432',
        POSTGRES_USER: 'portal',
        POSTGRES_PASSWORD: 'doctor',
        POSTGRES_DATABASE: 'portal',
      };
  const secrets = { backendSecret: 'doctor', sessionSecret: 'doctor' };
  const env = backendEnvironment({ paths, options, secrets, database, node });
  try {
    const memory = fs.existsSync(paths.data)
      ? paths
      : { ...paths, configMemory: undefined };
    const { warnings } = await checkConfig({
      paths: memory,
      options,
      node,
      env,
    });
    return warnings.length > 0
      ? broken('config', title, warnings.join(' '), 'Correct the file')
      : ok('config', title, 'every key is known and has an accepted value');
  } catch (error) {
    return broken('config', title, error.message, 'Correct the file');
  }
}
