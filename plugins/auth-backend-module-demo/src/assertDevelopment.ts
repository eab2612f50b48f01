import type { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';

const DEVELOPMENT_MODES = ['development', 'test'];

/**
 * Throws unless this process is a development portal.
 *
 * An unset `NODE_ENV` counts as production: whoever forgets the variable
 * must not open the portal to everybody.
 *
 * @internal
 */
export function assertDevelopment(
  config: Config,
  nodeEnv: string | undefined,
): void {
  const refusal =
    "The sign-in provider at 'auth.providers.demo' lets anybody in without a password and is for development only";
  const remedy =
    "Remove 'auth.providers.demo' (set it to null in app-config.production.yaml) and configure a real provider";

  if (!DEVELOPMENT_MODES.includes(nodeEnv ?? '')) {
    throw new NotAllowedError(
      `${refusal}, but NODE_ENV is '${nodeEnv ?? ''}'. ${remedy}.`,
    );
  }
  const environment =
    config.getOptionalString('auth.environment') ?? 'development';
  if (environment !== 'development') {
    throw new NotAllowedError(
      `${refusal}, but 'auth.environment' is '${environment}'. ${remedy}.`,
    );
  }
}
