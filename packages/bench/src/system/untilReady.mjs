import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_WITHIN_MS = 90_000;
const POLL_MS = 20;

/** Waits until the backend on this port says that it is ready; fails as soon as the process has ended. */
export async function untilReady(port, child) {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.hasExited) {
      const how = await child.exited;
      throw new Error(`it did not start (${how})\n${child.logEnd()}`);
    }
    if (await answersReady(port)) {
      return;
    }
    if (child.startupFailed()) {
      throw new Error(`its start-up failed\n${child.logEnd()}`);
    }
    await sleep(POLL_MS);
  }
  const limit = READY_WITHIN_MS / 1000;
  throw new Error(`it was not ready within ${limit} s\n${child.logEnd()}`);
}

function answersReady(port) {
  const url = `http://127.0.0.1:${port}/.backstage/health/v1/readiness`;
  return new Promise(resolve => {
    const request = http.get(url, { agent: false, timeout: 5000 }, response => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}
