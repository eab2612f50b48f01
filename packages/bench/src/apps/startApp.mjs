import fs from 'node:fs';
import path from 'node:path';

import { BenchProcess } from '../system/BenchProcess.mjs';
import { freePort } from '../system/freePort.mjs';
import { HttpClient } from '../system/httpClient.mjs';
import { untilReady } from '../system/untilReady.mjs';
import { signIn } from './signIn.mjs';

/**
 * Starts an app and waits until it says it is ready.
 *
 * @param {{ cleanup: import('../system/CleanupStack.mjs').CleanupStack }} context
 * @param {object} app
 * @param {{ directory: string, database: string, server: object, entityFile?: string, locations?: object[] }} options
 */
export async function startApp({ cleanup }, app, options) {
  fs.mkdirSync(options.directory, { recursive: true });
  const port = await freePort();
  const spec = app.launchSpec({ ...options, port });
  const logFile = path.join(options.directory, 'backend.log');
  const startedAt = performance.now();
  const child = new BenchProcess({ ...spec, logFile });
  const stop = cleanup.defer(() => child.stop());
  try {
    await untilReady(port, child);
  } catch (error) {
    await stop();
    throw new Error(`${app.id}: ${error.message}`);
  }
  const readyMs = performance.now() - startedAt;
  const baseUrl = `http://localhost:${port}`;
  return {
    app,
    baseUrl,
    readyMs,
    stop,
    residentMegabytes: () => child.residentMegabytes(),
    /** A client that is signed in. */
    client: async connections => {
      const token = await signIn(baseUrl, app.id, app.tokenPath);
      return new HttpClient({ baseUrl, token, connections });
    },
    /** A client of somebody who decides on plans. */
    approver: async () => {
      const token = await signIn(baseUrl, app.id, app.approverTokenPath);
      return new HttpClient({ baseUrl, token, connections: 1 });
    },
  };
}
