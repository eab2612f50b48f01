import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { isOurDataDirectory } from '../system/dataDirectory.mjs';
import { freeMegabytes, MEGABYTE } from '../system/diskSpace.mjs';
import { describePortHolder } from '../system/portHolder.mjs';
import { isPortFree } from '../system/ports.mjs';
import { isRunning } from '../system/processIdentity.mjs';
import { StateFile } from '../system/stateFile.mjs';
import { broken, ok } from './part.mjs';

const NEEDED_DISK = 500;
const NEEDED_DISK_TO_INSTALL = 4000;
const NEEDED_MEMORY = 1500;

export function checkDisk({ paths }) {
  const free = freeMegabytes(paths.data);
  const needed = fs.existsSync(paths.nodeModules)
    ? NEEDED_DISK
    : NEEDED_DISK_TO_INSTALL;
  const text = `${gigabytes(free)} free at ${paths.data}`;
  return free >= needed
    ? ok('disk', 'Disk', text)
    : broken(
        'disk',
        'Disk',
        `${text}; ${gigabytes(needed)} needed`,
        'Free some space or use --data DIR',
      );
}

export function checkMemory() {
  const total = Math.floor(os.totalmem() / MEGABYTE);
  const available = Math.floor(availableMemory() / MEGABYTE);
  const text = `${gigabytes(available)} of ${gigabytes(total)} available`;
  return available >= NEEDED_MEMORY
    ? ok('memory', 'Memory', text)
    : broken(
        'memory',
        'Memory',
        `${text}; ${gigabytes(NEEDED_MEMORY)} needed`,
        'Close other programs',
      );
}

export async function checkPort({ options, paths }) {
  const title = `Port ${options.port}`;
  if (await isPortFree(options.port)) {
    return ok('port', title, 'free');
  }
  const state = new StateFile(paths.stateFile).read();
  if (state?.port === options.port && isRunning(state.backend)) {
    return ok('port', title, 'held by this portal');
  }
  return broken(
    'port',
    title,
    describePortHolder(options.port),
    `npm start -- --port ${options.port + 1}`,
  );
}

export function checkDataDirectory({ paths }) {
  const title = 'Data directory';
  const { data } = paths;
  if (!fs.existsSync(data)) {
    return isWritable(nearestExisting(data))
      ? ok('data', title, `${data} is made at the first start`)
      : broken(
          'data',
          title,
          `${data} cannot be made: permission denied`,
          'npm start -- --data DIR',
        );
  }
  if (!isOurDataDirectory(data) && fs.readdirSync(data).length > 0) {
    return broken(
      'data',
      title,
      `${data} was not made by this portal`,
      'npm start -- --data DIR',
    );
  }
  return isWritable(data)
    ? ok('data', title, data)
    : broken(
        'data',
        title,
        `${data} is not writable`,
        'npm start -- --data DIR',
      );
}

/** Linux counts caches as used; MemAvailable is what a new program can really get. */
function availableMemory() {
  try {
    const line = fs
      .readFileSync('/proc/meminfo', 'utf8')
      .match(/^MemAvailable:\s+(\d+) kB/m);
    return Number(line[1]) * 1024;
  } catch {
    return os.freemem();
  }
}

function isWritable(directory) {
  try {
    fs.accessSync(directory, fs.constants.W_OK | fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function nearestExisting(directory) {
  return fs.existsSync(directory)
    ? directory
    : nearestExisting(path.dirname(directory));
}

function gigabytes(megabytes) {
  return megabytes === Number.POSITIVE_INFINITY
    ? 'enough'
    : `${(megabytes / 1024).toFixed(1)} GB`;
}
