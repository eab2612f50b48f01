/**
 * Where repositories lie outside of the portal, by the value of `repoHost`.
 *
 * @public
 */
export const REPOSITORY_HOSTS: Readonly<Record<string, string | undefined>> = {
  github: 'https://github.com',
  gitlab: 'https://gitlab.com',
  gitea: 'https://gitea.com',
};
