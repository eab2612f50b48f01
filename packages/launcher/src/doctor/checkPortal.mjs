import fs from 'node:fs';
import os from 'node:os';
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
      ...readEnvironment(process.env),
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
        'Open Settings in the portal',
      ),
      ...readEnvironment(process.env),
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

/** Without a running portal the variables say what will be connected. */
function readEnvironment(env) {
  const kubeconfig = env.KUBECONFIG ?? path.join(os.homedir(), '.kube/config');
  const cluster = fs.existsSync(kubeconfig)
    ? ok('kubernetes', 'Kubernetes', kubeconfig)
    : notConnected(
        'kubernetes',
        'Kubernetes',
        `no kubeconfig at ${kubeconfig}`,
        'Set KUBECONFIG',
      );
  const variables = [
    ['argocd', 'Argo CD', ['ARGOCD_URL', 'ARGOCD_TOKEN', 'ARGOCD_AUTH_TOKEN']],
    ['github', 'GitHub', ['GITHUB_TOKEN']],
    ['gitlab', 'GitLab', ['GITLAB_TOKEN']],
    ['redis', 'Redis', ['REDIS_URL']],
    ['kafka', 'Kafka', ['KAFKA_BROKERS']],
  ];
  return [
    cluster,
    ...variables.map(([id, title, names]) => {
      const found = names.find(name => env[name]);
      return found
        ? ok(id, title, `${found} is set`)
        : notConnected(
            id,
            title,
            `${names[0]} is not set`,
            `Set ${names[0]}, see README`,
          );
    }),
  ];
}
