import { InputError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import { REPOSITORY_HOSTS } from '@notes/plugin-golden-path-common';

const TITLES: Record<string, string> = {
  github: 'GitHub',
  gitlab: 'GitLab',
  gitea: 'Gitea',
};

/**
 * Refuses a repository on a host that the portal has no credentials for, and names the step that connects it.
 *
 * The step that publishes would refuse it, too, but only after a plan was read and approved.
 */
export function requireConnectedHost(
  integrations: ScmIntegrations,
  repoHost: string,
): void {
  const url = REPOSITORY_HOSTS[repoHost];
  if (!url || hasCredentials(integrations, repoHost, new URL(url).host)) {
    return;
  }
  throw new InputError(
    `repoHost: "${repoHost}" is not connected: the portal has no token for ${TITLES[repoHost]}; choose "embedded", or add ${new URL(url).host} with a token below integrations.${repoHost} in app-config.local.yaml and restart the portal, as "Connect real parts" in its docs says`,
  );
}

/** Backstage knows the public hosts also where nobody has configured them, then without credentials. */
function hasCredentials(
  { github, gitlab, gitea }: ScmIntegrations,
  repoHost: string,
  host: string,
): boolean {
  if (repoHost === 'github') {
    const config = github.byHost(host)?.config;
    return Boolean(config?.token || config?.apps?.length);
  }
  if (repoHost === 'gitlab') {
    return Boolean(gitlab.byHost(host)?.config.token);
  }
  return Boolean(gitea.byHost(host)?.config.password);
}
