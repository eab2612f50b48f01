import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';

/** The name under which the caller's deeds are kept. */
export function describeCaller(credentials: BackstageCredentials): string {
  const principal = credentials.principal as {
    type?: string;
    userEntityRef?: string;
    subject?: string;
  };
  const name = principal.userEntityRef ?? principal.subject;
  if (!name) {
    throw new AuthenticationError('Sign in, or pass a token');
  }
  return name;
}
