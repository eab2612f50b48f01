import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { repositoryResourceRef } from './repositoryResourceRef';

/** Allows when one of the given entities owns the repository. @public */
export const isOwnerRule = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Allows for repositories that one of the given entities owns',
  resourceRef: repositoryResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Entity references such as group:default/notes-team'),
  }),
  apply: (repository, { claims }) =>
    repository.ownerRef !== undefined && claims.includes(repository.ownerRef),
  toQuery: ({ claims }) => ({ ownerRefs: claims }),
});
