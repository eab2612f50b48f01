import { RootConfigService } from '@backstage/backend-plugin-api';
import { ConnectionDetail } from '@notes/plugin-connections-common';
import { askHttp } from '../lib/askHttp';
import {
  ArgoCdInstance,
  readArgoCdInstances,
} from '../lib/readArgoCdInstances';
import { summarize } from '../lib/summarize';
import { ConnectionProbe, ProbeResult } from './ConnectionProbe';

/** The Argo CD servers that tell what is deployed where. */
export class ArgoCdProbe implements ConnectionProbe {
  readonly id = 'argocd';
  readonly title = 'Argo CD';
  readonly guide = {
    snippet: [
      'argocd:',
      '  appLocatorMethods:',
      '    - type: config',
      '      instances:',
      '        - name: main',
      '          url: https://argocd.example.com',
      '          token: ${ARGOCD_TOKEN}',
    ].join('\n'),
    docs: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#local-usersaccounts',
  };
  readonly #config: RootConfigService;

  constructor(options: { config: RootConfigService }) {
    this.#config = options.config;
  }

  async check(signal: AbortSignal): Promise<ProbeResult> {
    const instances = readArgoCdInstances(this.#config);
    if (instances.length === 0) {
      return {
        state: 'not-connected',
        reason: 'No Argo CD server is configured.',
        fix: 'Add a server below argocd.appLocatorMethods in app-config.local.yaml and restart the portal.',
      };
    }
    const detail = await Promise.all(
      instances.map(instance => checkInstance(instance, signal)),
    );
    return summarize(detail, {
      one: 'Argo CD server',
      many: 'Argo CD servers',
      fix: 'Look at the details, correct argocd.appLocatorMethods or the token, and check again.',
    });
  }
}

/**
 * An instance with a user name and password is only asked whether it is there:
 * a failed sign-in at each check would lock the account.
 */
async function checkInstance(
  { name, url, token }: ArgoCdInstance,
  signal: AbortSignal,
): Promise<ConnectionDetail> {
  const path = token ? '/api/v1/session/userinfo' : '/api/version';
  const headers = token ? { authorization: `Bearer ${token}` } : undefined;
  const answer = await askHttp(`${url}${path}`, { headers, signal });
  if (answer.status === undefined) {
    return { name, state: 'broken', text: answer.failure };
  }
  const signedIn = (answer.body as { loggedIn?: boolean })?.loggedIn;
  if (answer.status === 401 || (token && signedIn === false)) {
    return { name, state: 'broken', text: 'rejects the token' };
  }
  if (answer.status !== 200) {
    const text = `answers with status ${answer.status}`;
    return { name, state: 'broken', text };
  }
  const text = token
    ? 'answers and accepts the token'
    : 'answers; the password is tried on first use';
  return { name, state: 'ok', text };
}
