import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  mayActFor,
  type OwnershipServices,
} from '@notes/plugin-golden-path-node';

/** Refuses an owner that the person may not act for; throws when it does. */
export type CheckOwner = (
  owner: string | undefined,
  credentials: BackstageCredentials,
) => Promise<void>;

/** Before anything is made, because a later step would refuse what could then not be taken back. */
export function createCheckOwner(services: OwnershipServices): CheckOwner {
  return async (owner, credentials) => {
    if (owner && !(await mayActFor(services, credentials, owner))) {
      throw new NotAllowedError(
        `owner '${owner}' is not accepted: you are no member, choose a group of yours`,
      );
    }
  };
}
