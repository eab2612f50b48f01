import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/**
 * A process id alone is not enough to recognise a process later: ids are reused, after a restart of the machine
 * or container even the same ones. The start time (and the boot it counts from) makes the pair unique.
 *
 * @typedef {{ pid: number, startedAt: string }} ProcessIdentity
 */

/** @returns {ProcessIdentity | undefined} undefined when no such process runs */
export function identifyProcess(pid) {
  const startedAt = processStartTime(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** @param {ProcessIdentity | undefined} identity */
export function isRunning(identity) {
  return (
    identity !== undefined &&
    processStartTime(identity.pid) === identity.startedAt
  );
}

/** The words the process was started with, for messages; undefined when the process is gone or hidden. */
export function commandLineOf(pid) {
  try {
    const text = fs
      .readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .replace(/\0+$/, '')
      .replace(/\0/g, ' ');
    return text || `[${fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim()}]`;
  } catch {
    const ps = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
    });
    return ps.stdout?.trim() || undefined;
  }
}

function processStartTime(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name is in parentheses and may hold spaces; fields are counted after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isZombie = fields[0] === 'Z';
    return isZombie ? undefined : `${bootId()}:${fields[19]}`;
  } catch {
    if (fs.existsSync('/proc/self/stat')) {
      return undefined;
    }
    const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
    });
    return ps.stdout?.trim() || undefined;
  }
}

function bootId() {
  try {
    return fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return 'boot';
  }
}
