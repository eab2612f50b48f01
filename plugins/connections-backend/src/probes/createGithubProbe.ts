import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { ScmProbe } from './ScmProbe';

/** GitHub, with a token or as a GitHub App. */
export function createGithubProbe(config: RootConfigService): ScmProbe {
  const integrations = ScmIntegrations.fromConfig(config);
  const credentials =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  return new ScmProbe({
    id: 'github',
    title: 'GitHub',
    guide: {
      snippet: [
        'integrations:',
        '  github:',
        '    - host: github.com',
        '      token: ${GITHUB_TOKEN}',
      ].join('\n'),
      docs: 'https://backstage.io/docs/integrations/github/locations',
    },
    readHosts: () =>
      Promise.all(
        integrations.github
          .list()
          .filter(({ config: c }) => c.token || c.apps?.length)
          .map(async ({ config: { host, apiBaseUrl } }) => {
            const { headers } = await credentials.getCredentials({
              url: `https://${host}`,
            });
            return {
              host,
              url: `${apiBaseUrl}/rate_limit`,
              headers: headers ?? {},
            };
          }),
      ),
  });
}
