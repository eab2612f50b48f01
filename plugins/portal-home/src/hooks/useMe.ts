import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Query, useQuery } from './useQuery';

export interface Me {
  displayName: string | undefined;
  /** The person and their groups, as entity references. */
  ownership: string[];
}

/** Who is signed in, and in the name of which groups. */
export function useMe(): Query<Me> {
  const identityApi = useApi(identityApiRef);
  return useQuery(async () => {
    const [profile, identity] = await Promise.all([
      identityApi.getProfileInfo(),
      identityApi.getBackstageIdentity(),
    ]);
    return {
      displayName: profile.displayName,
      ownership: identity.ownershipEntityRefs,
    };
  }, [identityApi]);
}
