import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Request } from 'express';
import type { Caller } from '../ledger/LedgerService';

/** The person who asks; a scaffolder task asks on behalf of the person who started it. */
export function createCallerOf(httpAuth: HttpAuthService) {
  return async (request: Request): Promise<Caller> => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    return { credentials, userRef: credentials.principal.userEntityRef };
  };
}
