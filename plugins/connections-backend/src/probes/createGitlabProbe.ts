import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  getGitLabRequestOptions,
  ScmIntegrations,
} from '@backstage/integration';
import { ScmProbe } from './ScmProbe';

/** GitLab, with a token. */
export function createGitlabProbe(config: RootConfigService): ScmProbe {
  const integrations = ScmIntegrations.fromConfig(config);
  return new ScmProbe({
    id: 'gitlab',
    title: 'GitLab',
    guide: {
      snippet: [
        'integrations:',
        '  gitlab:',
        '    - host: gitlab.com',
        '      token: ${GITLAB_TOKEN}',
      ].join('\n'),
      docs: 'https://backstage.io/docs/integrations/gitlab/locations',
    },
    readHosts: () =>
      integrations.gitlab
        .list()
        .filter(({ config: c }) => c.token)
        .map(({ config: c }) => ({
          host: c.host,
          url: `${c.apiBaseUrl}/version`,
          headers: getGitLabRequestOptions(c).headers,
        })),
  });
}
