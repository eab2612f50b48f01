import { spawnSync } from 'node:child_process';
import { findTool } from '../tools';

const CANDIDATES = ['python3.13', 'python3.12', 'python3.11', 'python3'];
const OLDEST = 11;
const SCRIPT =
  'import sys, venv, ensurepip; print(sys.version_info[0], sys.version_info[1])';

/** A Python that emitted services support and that can make environments. */
export interface Python {
  command: string;
  /** Such as `3.11`. */
  version: string;
}

let found: Python | null | undefined;

/** Looks once for a Python on this machine; null when there is none that serves. */
export function findPython(): Python | null {
  if (found === undefined) {
    found = CANDIDATES.map(readPython).find(python => python !== null) ?? null;
  }
  return found;
}

function readPython(name: string): Python | null {
  const command = findTool(name);
  if (!command) return null;
  const { status, stdout } = spawnSync(command, ['-c', SCRIPT], {
    encoding: 'utf8',
  });
  const [major, minor] = (stdout ?? '').trim().split(' ').map(Number);
  return status === 0 && major === 3 && minor >= OLDEST
    ? { command, version: `${major}.${minor}` }
    : null;
}
