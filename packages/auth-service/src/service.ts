import { openEventBus, startOutboxRelay } from '@notes/events';
import {
  defineService,
  openDatabase,
  type Parts,
  type Service,
  type ServiceApp,
} from '@notes/service-kit';
import type { Pool } from 'pg';
import { startSweeper } from './data/startSweeper.ts';
import { AccessTokens } from './domain/AccessTokens.ts';
import { Actors } from './domain/Actors.ts';
import { AttemptGuard } from './domain/AttemptGuard.ts';
import { Confirmation } from './domain/Confirmation.ts';
import { ensureFirstAdmin } from './domain/ensureFirstAdmin.ts';
import { IdentityService } from './domain/IdentityService.ts';
import { OAuthService } from './domain/OAuthService.ts';
import { OidcProviders } from './domain/OidcProviders.ts';
import { PasswordHasher, type Algorithm } from './domain/PasswordHasher.ts';
import { PasswordResetService } from './domain/PasswordResetService.ts';
import { ProfileService } from './domain/ProfileService.ts';
import { RegistrationService } from './domain/RegistrationService.ts';
import { RoleService } from './domain/RoleService.ts';
import { SessionService } from './domain/SessionService.ts';
import { SignInService } from './domain/SignInService.ts';
import { TwoFactorService } from './domain/TwoFactorService.ts';
import { UserService } from './domain/UserService.ts';
import { Cookies } from './http/cookies.ts';
import { accountHandlers } from './routes/accountHandlers.ts';
import { GrantResponder } from './routes/GrantResponder.ts';
import { oauthHandlers } from './routes/oauthHandlers.ts';
import { passwordHandlers } from './routes/passwordHandlers.ts';
import { profileHandlers } from './routes/profileHandlers.ts';
import { roleHandlers } from './routes/roleHandlers.ts';
import { sessionHandlers } from './routes/sessionHandlers.ts';
import { twoFactorHandlers } from './routes/twoFactorHandlers.ts';
import { userHandlers } from './routes/userHandlers.ts';
import { config as definition, type Config } from './settings.ts';

export interface AuthServiceOptions {
  /** Instead of Argon2, for tests that count what is hashed. */
  readonly algorithm?: Algorithm;
}

export function defineAuthService(
  options: AuthServiceOptions = {},
): Service<Config> {
  return defineService<Config>({
    name: 'auth-service',
    config: definition,
    openapi: new URL('../openapi.yaml', import.meta.url),
    create: parts => createAuthService(parts, options),
  });
}

export const authService = defineAuthService();

async function createAuthService(
  parts: Parts<Config>,
  options: AuthServiceOptions,
): Promise<ServiceApp> {
  const { clock, config, logger } = parts;
  const bus = await openEventBus({ ...parts, service: 'auth-service' });
  const migrations = new URL('../migrations/', import.meta.url);
  const pool = await openDatabase({ ...parts, migrations });
  startOutboxRelay({ ...parts, pool, bus });
  startSweeper({ ...parts, pool });

  const hasher = await createHasher(config, options);
  const registration = new RegistrationService({
    ...{ pool, clock, hasher, minLength: config.PASSWORD_MIN_LENGTH },
  });
  if (config.ADMIN_EMAIL !== undefined && config.ADMIN_PASSWORD !== undefined) {
    const [email, password] = [config.ADMIN_EMAIL, config.ADMIN_PASSWORD];
    await ensureFirstAdmin({
      pool,
      logger,
      hasher,
      registration,
      email,
      password,
    });
  }
  return { handlers: assemble(parts, { pool, hasher, registration }) };
}

function createHasher(
  config: Config,
  { algorithm }: AuthServiceOptions,
): Promise<PasswordHasher> {
  return PasswordHasher.create({
    algorithm,
    places: config.HASH_CONCURRENCY,
    waitingLimit: config.HASH_QUEUE,
    parameters: {
      memoryKib: config.ARGON2_MEMORY_KIB,
      passes: config.ARGON2_PASSES,
      parallelism: config.ARGON2_PARALLELISM,
    },
  });
}

interface Made {
  readonly pool: Pool;
  readonly hasher: PasswordHasher;
  readonly registration: RegistrationService;
}

function assemble(
  { clock, config, logger }: Parts<Config>,
  made: Made,
): ServiceApp['handlers'] {
  const { hasher, pool, registration } = made;
  const guard = new AttemptGuard({ pool, clock, limits: limitsOf(config) });
  const confirmation = new Confirmation({ pool, guard, hasher });
  const tokens = new AccessTokens(config.JWT_KEYS, clock);
  const sessions = new SessionService({ pool, clock, tokens });
  const box = config.TWO_FACTOR_KEYS;
  const twoFactor = new TwoFactorService({ pool, clock, box, confirmation });
  const signIn = new SignInService({
    pool,
    clock,
    guard,
    hasher,
    sessions,
    twoFactor,
  });
  const publicUrl = config.PUBLIC_URL;
  const providers = new OidcProviders({
    ...{ settings: config.OAUTH_PROVIDERS ?? [], publicUrl, logger },
    allowHttp: config.NODE_ENV !== 'production',
  });
  const identities = new IdentityService({ pool, clock, sessions });
  const oauth = new OAuthService({
    pool,
    clock,
    logger,
    providers,
    registration,
    identities,
    signIn,
  });
  const minLength = config.PASSWORD_MIN_LENGTH;
  const profile = new ProfileService({
    pool,
    clock,
    hasher,
    confirmation,
    sessions,
    minLength,
  });
  const resets = new PasswordResetService({
    ...{ pool, clock, hasher, guard, sessions, minLength, publicUrl },
    limits: limitsOf(config),
  });
  const users = new UserService({ pool, clock, guard, sessions });
  const roles = new RoleService({ pool, clock });

  const actors = new Actors({ pool, sessions });
  const cookies = new Cookies({ secure: config.NODE_ENV !== 'development' });
  const respond = new GrantResponder({ cookies, clock });
  return {
    ...accountHandlers({ registration, signIn, sessions, respond }),
    ...passwordHandlers({ resets }),
    ...sessionHandlers({ actors, sessions }),
    ...twoFactorHandlers({ actors, twoFactor }),
    ...oauthHandlers({
      actors,
      cookies,
      identities,
      oauth,
      providers,
      publicUrl,
      respond,
    }),
    ...profileHandlers({ actors, profile }),
    ...userHandlers({ actors, users }),
    ...roleHandlers({ actors, roles }),
  };
}

function limitsOf(config: Config) {
  return {
    accountAfter: config.LOCK_ACCOUNT_AFTER,
    ipAfter: config.LOCK_IP_AFTER,
    baseSeconds: config.LOCK_BASE_SECONDS,
    maxSeconds: config.LOCK_MAX_SECONDS,
  };
}
