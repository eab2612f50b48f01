import {
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import type { SignInResolver } from '@backstage/plugin-auth-node';
import type { DemoPerson } from './readDemoPeople';

/**
 * Signs the chosen person in as their User entity, with the groups the catalog knows.
 *
 * @internal
 */
export const signInAsDemoPerson: SignInResolver<DemoPerson> = async (
  { result },
  context,
) => {
  const entityRef = stringifyEntityRef({
    kind: 'User',
    namespace: DEFAULT_NAMESPACE,
    name: result.name,
  });
  try {
    return await context.signInWithCatalogUser({ entityRef });
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') {
      // Right after the first start the catalog is still reading its files.
      throw new ServiceUnavailableError(
        `The catalog has no ${entityRef} yet. Right after a start, try again in a few seconds; otherwise check that a location under 'catalog.locations' declares this User`,
        error,
      );
    }
    throw error;
  }
};
