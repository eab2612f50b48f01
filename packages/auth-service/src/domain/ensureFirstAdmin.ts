import { ConfigError, inTransaction, type Logger } from '@notes/service-kit';
import type { Pool } from 'pg';
import { RoleStore } from '../data/RoleStore.ts';
import type { PasswordHasher } from './PasswordHasher.ts';
import type { RegistrationService } from './RegistrationService.ts';
import { ADMIN_ROLE, DEFAULT_ROLE } from './User.ts';

export interface FirstAdminOptions {
  readonly pool: Pool;
  readonly logger: Logger;
  readonly hasher: PasswordHasher;
  readonly registration: RegistrationService;
  readonly email: string;
  readonly password: string;
}

/** The id of nobody: asked for "others", every administrator is another. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Makes the administrator that the configuration names, as long as there is none. The password counts only for
 * this first start; changing the configuration later changes nobody.
 */
export async function ensureFirstAdmin(
  options: FirstAdminOptions,
): Promise<void> {
  const { email, hasher, logger, password, pool, registration } = options;
  if ((await new RoleStore(pool).otherAdmins(NOBODY)) > 0) return;

  const passwordHash = await hasher.inTurn(({ hash }) => hash(password));
  await inTransaction(pool, async client => {
    // Asked again under the lock of the role: several replicas may start at the same time.
    if ((await new RoleStore(client).otherAdmins(NOBODY)) > 0) return;
    const created = await registration.create(client, {
      ...{ email, emailVerified: false, name: 'Administrator', passwordHash },
      roles: [ADMIN_ROLE, DEFAULT_ROLE],
    });
    if (created === 'taken') {
      // Somebody who knew the address may have registered it: their password must not become the administrator's.
      throw new ConfigError(
        'The configuration is not valid:\n  ADMIN_EMAIL: expected an address that nobody has registered',
      );
    }
    logger.info({ userId: created.id }, 'the first administrator exists');
  });
}
