import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { RepositoryId } from '@notes/plugin-git-host-common';
import { repositoryRouteRef } from '../routes';

/** The address of a repository's page in this app. */
export function useRepositoryLink({ owner, name }: RepositoryId): string {
  const link = useRouteRef(repositoryRouteRef);
  return link?.({ owner, name }) ?? `/repositories/${owner}/${name}`;
}
