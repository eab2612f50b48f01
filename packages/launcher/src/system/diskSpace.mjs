import fs from 'node:fs';
import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';

export const MEGABYTE = 1024 * 1024;

/** Free megabytes for this user on the file system that holds (or will hold) the folder. */
export function freeMegabytes(directory) {
  if (typeof fs.statfsSync !== 'function') {
    return Number.POSITIVE_INFINITY;
  }
  const { bavail, bsize } = fs.statfsSync(nearestExisting(directory));
  return Math.floor((bavail * bsize) / MEGABYTE);
}

/**
 * Stops early when a disk is too full: a database that meets a full disk in the middle of a write is much
 * harder to understand than one message.
 */
export function requireFreeSpace({ directory, megabytes, purpose }) {
  const free = freeMegabytes(directory);
  if (free < megabytes) {
    throw new LauncherError(
      `Not enough disk space for ${purpose}: ${free} MB free at ${directory}, ${megabytes} MB needed.`,
      {
        exitCode: EXIT.environment,
        hint: 'Free some space, or choose a data directory on another disk with --data DIR.',
      },
    );
  }
  return free;
}

function nearestExisting(directory) {
  let current = path.resolve(directory);
  while (!fs.existsSync(current) && path.dirname(current) !== current) {
    current = path.dirname(current);
  }
  return current;
}
