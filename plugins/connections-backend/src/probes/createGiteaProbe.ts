import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  getGiteaRequestOptions,
  ScmIntegrations,
} from '@backstage/integration';
import { ScmProbe } from './ScmProbe';

/** Gitea or Forgejo, with a user name and password or a token in place of the password. */
export function createGiteaProbe(config: RootConfigService): ScmProbe {
  const integrations = ScmIntegrations.fromConfig(config);
  return new ScmProbe({
    id: 'gitea',
    title: 'Gitea',
    guide: {
      snippet: [
        'integrations:',
        '  gitea:',
        '    - host: gitea.example.com',
        '      baseUrl: https://gitea.example.com',
        '      username: portal',
        '      password: ${GITEA_TOKEN}',
      ].join('\n'),
      docs: 'https://backstage.io/docs/integrations/gitea/locations',
    },
    readHosts: () =>
      integrations.gitea
        .list()
        .filter(({ config: c }) => c.password)
        .map(({ config: c }) => ({
          host: c.host,
          url: `${c.baseUrl ?? `https://${c.host}`}/api/v1/user`,
          headers: getGiteaRequestOptions(c).headers ?? {},
        })),
  });
}
