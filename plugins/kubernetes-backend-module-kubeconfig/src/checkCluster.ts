import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { ANNOTATION_KUBERNETES_AUTH_PROVIDER } from '@backstage/plugin-kubernetes-common';
import {
  AuthenticationStrategy,
  ClusterDetails,
  KubernetesCredential,
} from '@backstage/plugin-kubernetes-node';
import {
  ConnectionDetail,
  describeFailure,
} from '@notes/plugin-connections-common';

const TIMEOUT_MS = 2_500;

/** Providers whose credentials are in the browser of each person, so that the server has none to try. */
const PERSONAL = ['aks', 'google', 'oidc'];

const WORDS: Record<number, string | undefined> = {
  401: 'rejects the credentials',
  403: 'accepts the credentials, but they may not list pods',
};

/** Lists one pod of a cluster with the credentials of the portal, and says what came of it. */
export async function checkCluster(
  cluster: ClusterDetails,
  strategies: Record<string, AuthenticationStrategy>,
): Promise<ConnectionDetail> {
  const { name } = cluster;
  const provider = cluster.authMetadata[ANNOTATION_KUBERNETES_AUTH_PROVIDER];
  if (PERSONAL.includes(provider)) {
    return {
      name,
      state: 'ok',
      text: 'is read with the sign-in of each person',
    };
  }
  try {
    const credential = await strategies[provider].getCredential(cluster, {});
    const status = await listOnePod(cluster, credential);
    if (status === 200) {
      return { name, state: 'ok', text: 'answers and lists pods' };
    }
    const text = WORDS[status] ?? `answers with status ${status}`;
    return { name, state: 'broken', text };
  } catch (error) {
    return { name, state: 'broken', text: describeFailure(error) };
  }
}

async function listOnePod(
  cluster: ClusterDetails,
  credential: KubernetesCredential,
): Promise<number> {
  const url = new URL(cluster.url);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/api/v1/pods`;
  url.search = '?limit=1';
  const options: https.RequestOptions = {
    ca: await readAuthority(cluster),
    rejectUnauthorized: !cluster.skipTLSVerify,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(credential.type === 'bearer token' && {
      headers: { authorization: `Bearer ${credential.token}` },
    }),
    ...(credential.type === 'x509 client certificate' && {
      cert: credential.cert,
      key: credential.key,
    }),
  };
  const { get } = url.protocol === 'http:' ? http : https;
  return new Promise((resolve, reject) => {
    const request = get(url, options, response => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once('error', reject);
  });
}

function readAuthority({ caFile, caData }: ClusterDetails) {
  if (caFile) {
    return readFile(caFile);
  }
  return caData ? Buffer.from(caData, 'base64') : undefined;
}
