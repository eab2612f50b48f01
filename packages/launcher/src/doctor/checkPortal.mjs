import path from 'node:path';

import { requestStatus } from '../backend/readiness.mjs';
import { getJson } from '../system/getJson.mjs';
import { isRunning } from '../system/processIdentity.mjs';
import { StateFile } from '../system/stateFile.mjs';
import { broken, notConnected, ok } from './part.mjs';

/** Whether the portal runs, and when it does, what it says about the parts behind it. */
export async function checkPortal({ paths, options }) {
  const state = new StateFile(paths.stateFile).read();
  const title = 'Portal';
  if (!state || !isRunning(state.launcher)) {
    return [
      notConnected('portal', title, 'does not run', 'npm start'),
      notConnected(
        'connections',
        'Connections',
        'only a running portal can tell what it is connected to',
        'npm start',
      ),
    ];
  }
  const port = state.port ?? options.port;
  const status = await requestStatus({
    port,
    path: '/.backstage/health/v1/readiness',
  });
  if (status !== 200) {
    const fix = `Look at ${path.join(paths.logs, 'backend.log')}`;
    const part = state.phase === 'running' ? broken : notConnected;
    return [
      part(
        'portal',
        title,
        `process ${state.launcher.pid} is ${state.phase}, not ready`,
        fix,
      ),
    ];
  }
  const running = ok(
    'portal',
    title,
    `runs at ${state.url} (process ${state.launcher.pid})`,
  );
  return [running, ...(await askConnections(port))];
}

/** The connections API answers signed-in people; in development a demo person may ask. */
async function askConnections(port) {
  const session = await getJson({
    port,
    path: '/api/auth/demo/refresh?person=pat.platform',
  });
  const token = session.body?.backstageIdentity?.token;
  const answer = await getJson({
    port,
    path: '/api/connections/v1/parts',
    token,
  });
  if (!Array.isArray(answer.body?.parts)) {
    const reason = `the portal does not list its connections (status ${answer.status ?? 'none'})`;
    return [
      notConnected(
        'connections',
        'Connections',
        reason,
        'Open Connections in the portal',
      ),
    ];
  }
  return answer.body.parts
    .filter(({ state }) => ['ok', 'not-connected', 'broken'].includes(state))
    .map(({ id, title, state, reason, fix }) => ({
      id,
      title,
      state,
      reason: reason ?? '',
      fix: fix ?? '',
    }));
}
