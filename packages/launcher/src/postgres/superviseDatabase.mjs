import { setTimeout as sleep } from 'node:timers/promises';

const ALLOWED_RESTARTS = 5;
const WINDOW_MS = 10 * 60_000;

/**
 * Restarts the embedded server when it ends while the portal runs, on the same port. Gives up when it keeps ending.
 *
 * @param {import('./EmbeddedPostgres.mjs').EmbeddedPostgres} database
 * @param {{ signal: AbortSignal, say: (text: string) => void, onRestarted: () => void }} options
 * @returns {Promise<string>} resolves only when it gave up, with the reason
 */
export function superviseDatabase(database, { signal, say, onRestarted }) {
  const restarts = [];
  return new Promise(resolve => {
    const recover = async reason => {
      if (signal.aborted) {
        return;
      }
      const now = Date.now();
      restarts.push(now);
      const recent = restarts.filter(time => now - time < WINDOW_MS).length;
      if (recent > ALLOWED_RESTARTS) {
        resolve(
          `PostgreSQL ended ${recent} times within ${WINDOW_MS / 60_000} minutes (last: ${reason}).`,
        );
        return;
      }
      say(
        `PostgreSQL ended unexpectedly (${reason}); starting it again (${recent} of ${ALLOWED_RESTARTS}).`,
      );
      try {
        await restartPatiently(database, signal);
        onRestarted();
        say(`PostgreSQL is back on port ${database.port}.`);
      } catch (error) {
        if (!signal.aborted) {
          resolve(`PostgreSQL could not be started again: ${error.message}`);
        }
      }
    };
    database.on('exit', reason => void recover(reason));
  });
}

/** After a kill -9 the workers of the old server need a moment to let go of its shared memory. */
async function restartPatiently(database, signal) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await database.restart({ signal });
      return;
    } catch (error) {
      if (attempt === 10 || signal.aborted) {
        throw error;
      }
      await sleep(200 * attempt);
    }
  }
}
