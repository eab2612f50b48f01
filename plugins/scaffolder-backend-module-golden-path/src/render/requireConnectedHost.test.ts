import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { requireConnectedHost } from './requireConnectedHost';

const check = (repoHost: string, integrations = {}) =>
  requireConnectedHost(
    ScmIntegrations.fromConfig(
      mockServices.rootConfig({ data: { integrations } }),
    ),
    repoHost,
  );

describe('the host of a repository', () => {
  it('needs nothing when it is the one of the portal', () => {
    expect(() => check('embedded')).not.toThrow();
  });

  it.each(['github', 'gitlab', 'gitea'])(
    'is refused when nobody has connected %s, with the step that does',
    host => {
      expect(() => check(host)).toThrow(
        `repoHost: "${host}" is not connected: `,
      );
      expect(() => check(host)).toThrow(
        `add ${host}.com with a token below integrations.${host} in app-config.local.yaml and restart the portal`,
      );
    },
  );

  it.each([
    ['github', { github: [{ host: 'github.com' }] }],
    ['github', { github: [{ host: 'ghe.example', token: 'secret' }] }],
    ['gitlab', { gitlab: [{ host: 'gitlab.com' }] }],
    ['gitea', { gitea: [{ host: 'gitea.com' }] }],
  ])('is refused when %s has no credentials: %j', (host, integrations) => {
    expect(() => check(host, integrations)).toThrow(/is not connected/);
  });

  it.each([
    ['github', { github: [{ host: 'github.com', token: 'secret' }] }],
    [
      'github',
      {
        github: [
          {
            host: 'github.com',
            apps: [
              {
                appId: 1,
                clientId: 'c',
                clientSecret: 's',
                webhookSecret: 'w',
                privateKey: 'k',
              },
            ],
          },
        ],
      },
    ],
    ['gitlab', { gitlab: [{ host: 'gitlab.com', token: 'secret' }] }],
    [
      'gitea',
      { gitea: [{ host: 'gitea.com', username: 'portal', password: 's' }] },
    ],
  ])('is accepted when %s has credentials', (host, integrations) => {
    expect(() => check(host, integrations)).not.toThrow();
  });
});
