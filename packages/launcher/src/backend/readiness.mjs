import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const READINESS_PATH = '/.backstage/health/v1/readiness';

/**
 * Waits until the backend, or with a path another service, says it is ready.
 *
 * @param {{ port: number, exited: Promise<string>, signal: AbortSignal, timeoutMs?: number, path?: string, everyMs?: number }} options
 * @returns {Promise<'ready' | 'exited' | 'interrupted' | 'timeout'>}
 */
export async function waitUntilReady({
  port,
  exited,
  signal,
  timeoutMs = 180_000,
  path = READINESS_PATH,
  everyMs = 100,
}) {
  let hasExited = false;
  void exited.then(() => {
    hasExited = true;
  });
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (hasExited) {
      return 'exited';
    }
    if (signal.aborted) {
      return 'interrupted';
    }
    if ((await requestStatus({ port, path })) === 200) {
      return 'ready';
    }
    await sleep(everyMs);
  }
  return 'timeout';
}

/** The status code of a GET on the loopback, or undefined when nothing answers. */
export function requestStatus({ port, path, timeoutMs = 3000 }) {
  return new Promise(resolve => {
    const request = http.get(
      { host: '127.0.0.1', port, path, timeout: timeoutMs, agent: false },
      response => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(undefined));
  });
}
