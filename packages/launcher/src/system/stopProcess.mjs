import { setTimeout as sleep } from 'node:timers/promises';

import { isRunning } from './processIdentity.mjs';

/**
 * Stops a process step by step: each signal is given its time before the next, harder one.
 *
 * @param {import('./processIdentity.mjs').ProcessIdentity} identity
 * @param {{ signal: NodeJS.Signals, waitMs: number, group?: boolean }[]} ladder
 * @returns {Promise<NodeJS.Signals | 'gone' | 'survived'>} the signal that ended it
 */
export async function stopProcess(identity, ladder) {
  if (!isRunning(identity)) {
    return 'gone';
  }
  for (const { signal, waitMs, group } of ladder) {
    sendSignal(identity.pid, signal, group);
    if (await waitUntilGone(identity, waitMs)) {
      return signal;
    }
  }
  return 'survived';
}

/** Sends a signal and swallows "no such process": the process may end at any moment. */
export function sendSignal(pid, signal, group = false) {
  try {
    process.kill(group ? -pid : pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH' && error.code !== 'EPERM') {
      throw error;
    }
  }
}

async function waitUntilGone(identity, waitMs) {
  const deadline = Date.now() + waitMs;
  while (Date.now() < deadline) {
    if (!isRunning(identity)) {
      return true;
    }
    await sleep(25);
  }
  return !isRunning(identity);
}
