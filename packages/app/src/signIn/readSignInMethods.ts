import { ConfigApi } from '@backstage/frontend-plugin-api';

export const SIGN_IN_METHODS = ['demo', 'guest', 'oidc', 'github'] as const;

export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

const KEY = 'app.signIn.methods';

/**
 * Reads which ways to sign in the page offers.
 *
 * The backend does not tell a browser which providers it has, because their
 * configuration lies beside their secrets; hence this list of its own.
 */
export function readSignInMethods(config: ConfigApi): SignInMethod[] {
  const methods = config.getOptionalStringArray(KEY);
  if (!methods) {
    return config.getOptionalString('auth.environment') === 'production'
      ? ['oidc', 'github']
      : ['demo', 'guest'];
  }
  for (const method of methods) {
    if (!SIGN_IN_METHODS.some(known => known === method)) {
      throw new Error(
        `Invalid value at '${KEY}': '${method}'; expected ${SIGN_IN_METHODS.join(', ')}`,
      );
    }
  }
  return methods as SignInMethod[];
}
