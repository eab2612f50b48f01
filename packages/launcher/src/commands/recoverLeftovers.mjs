import { isRunning } from '../system/processIdentity.mjs';
import { stopProcess } from '../system/stopProcess.mjs';

/**
 * Stops what a killed launcher left running. The backend and the Notes services notice the end of their launcher and
 * stop by themselves, so mostly this only waits for them. PostgreSQL is handled where its folder is known.
 *
 * @returns {Promise<string[]>} names of what was stopped
 */
export async function recoverLeftovers(state) {
  const { frontend, backend, services } = state ?? {};
  const left = Object.entries({ frontend, backend, ...services }).filter(
    ([, identity]) => isRunning(identity),
  );
  await Promise.all(
    left.map(([, identity]) =>
      stopProcess(identity, [
        { signal: 'SIGTERM', waitMs: 10_000 },
        { signal: 'SIGKILL', waitMs: 5_000, group: true },
      ]),
    ),
  );
  return left.map(([name]) => name);
}
