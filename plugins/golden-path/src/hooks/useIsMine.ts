import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import useAsync from 'react-use/esm/useAsync';

/** Whether the one who looks has made the plan; until that is known, yes: the server decides anyway. */
export function useIsMine(createdBy: string): boolean {
  const identityApi = useApi(identityApiRef);
  const { value } = useAsync(
    () => identityApi.getBackstageIdentity(),
    [identityApi],
  );
  return !value || value.userEntityRef === createdBy;
}
