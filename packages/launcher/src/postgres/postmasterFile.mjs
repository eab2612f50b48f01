import fs from 'node:fs';
import path from 'node:path';

import { commandLineOf, identifyProcess } from '../system/processIdentity.mjs';

/**
 * What postmaster.pid says. PostgreSQL writes it at start, marks it "ready" once it accepts clients and removes it
 * at a clean stop.
 *
 * @returns {{ pid: number, port: number, status: string } | undefined}
 */
export function readPostmasterFile(directory) {
  try {
    const lines = fs
      .readFileSync(path.join(directory, 'postmaster.pid'), 'utf8')
      .split('\n');
    return {
      pid: Number(lines[0]),
      port: Number(lines[3]),
      status: (lines[7] ?? '').trim(),
    };
  } catch {
    return undefined;
  }
}

/**
 * The server that still runs on this cluster, left by a launcher that was killed.
 *
 * @returns {import('../system/processIdentity.mjs').ProcessIdentity | undefined}
 */
export function findRunningPostmaster(directory) {
  const file = readPostmasterFile(directory);
  const commandLine = file && commandLineOf(file.pid);
  const isOurs =
    commandLine?.includes('postgres') && commandLine.includes(directory);
  return isOurs ? identifyProcess(file.pid) : undefined;
}

/**
 * Removes a postmaster.pid that nobody stands behind. PostgreSQL would refuse to start when another program, by
 * chance or after a restart of the container, now has that process id.
 *
 * @returns {'removed' | 'kept' | 'absent'}
 */
export function removeStalePostmasterFile(directory) {
  if (!readPostmasterFile(directory)) {
    return 'absent';
  }
  if (findRunningPostmaster(directory)) {
    return 'kept';
  }
  fs.rmSync(path.join(directory, 'postmaster.pid'), { force: true });
  return 'removed';
}
