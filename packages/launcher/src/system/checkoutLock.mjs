import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Interrupted } from '../LauncherError.mjs';
import { identifyProcess, isRunning } from './processIdentity.mjs';
import { readJson } from './jsonFile.mjs';

/**
 * Lets one launcher at a time install and build in this checkout: two portals may share it with different data
 * directories. A lock whose holder is gone is taken over.
 *
 * @template T
 * @param {{ file: string, signal?: AbortSignal, onWait?: (pid: number) => void }} options
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function withCheckoutLock({ file, signal, onWait }, action) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!takeLock(file)) {
    if (signal?.aborted) {
      throw new Interrupted();
    }
    if (!told) {
      onWait?.(readJson(file)?.pid);
      told = true;
    }
    await sleep(300);
  }
  try {
    return await action();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

function takeLock(file) {
  try {
    fs.writeFileSync(file, JSON.stringify(identifyProcess(process.pid)), {
      flag: 'wx',
    });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') {
      throw error;
    }
  }
  if (!isRunning(readJson(file)) && !isFresh(file)) {
    fs.rmSync(file, { force: true });
  }
  return false;
}

/** Between creating and filling the file the holder is unknown; a second of patience covers that moment. */
function isFresh(file) {
  try {
    return Date.now() - fs.statSync(file).mtimeMs < 1000;
  } catch {
    return true;
  }
}
