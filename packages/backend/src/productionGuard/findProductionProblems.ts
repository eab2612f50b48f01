import type { Config } from '@backstage/config';
import { findPasswordWeakness, findSecretWeakness } from './findSecretWeakness';

const PASSWORDLESS_PROVIDERS = ['demo', 'guest'];
/** Providers that hand a token to somebody who has signed in already. */
const INTERNAL_PROVIDERS = ['git-host'];

/** Reads a text, and takes a value of another type as absent. */
function readText(config: Config, key: string): string | undefined {
  const value = config.getOptional(key);
  return typeof value === 'string' ? value : undefined;
}

function describeSecret(key: string, secret: string | undefined): string[] {
  const weakness = findSecretWeakness(secret);
  return weakness ? [`'${key}' ${weakness}`] : [];
}

function findBackendSecrets(config: Config): string[] {
  const keys = config.getOptionalConfigArray('backend.auth.keys') ?? [];
  if (keys.length === 0) {
    return describeSecret('backend.auth.keys[0].secret', undefined);
  }
  return keys.flatMap((key, index) =>
    describeSecret(
      `backend.auth.keys[${index}].secret`,
      readText(key, 'secret'),
    ),
  );
}

function findExternalAccessSecrets(config: Config): string[] {
  const root = 'backend.auth.externalAccess';
  const entries = config.getOptionalConfigArray(root) ?? [];
  return entries.flatMap((entry, index) =>
    ['options.token', 'options.secret']
      .filter(name => entry.has(name))
      .flatMap(name =>
        describeSecret(`${root}[${index}].${name}`, readText(entry, name)),
      ),
  );
}

/** The key of the database password, unless a cloud signs each connection. */
function findDatabasePassword(
  config: Config,
): { key: string; password: string | undefined } | undefined {
  const key = 'backend.database.connection';
  const address = readText(config, key);
  if (address) {
    const password = URL.parse(address)?.password;
    return { key, password: password && decodeURIComponent(password) };
  }
  if (
    config.has(`${key}.type`) &&
    readText(config, `${key}.type`) !== 'default'
  ) {
    return undefined;
  }
  return {
    key: `${key}.password`,
    password: readText(config, `${key}.password`),
  };
}

function findDatabaseProblems(config: Config): string[] {
  const client = readText(config, 'backend.database.client');
  if (client !== 'pg') {
    return [`'backend.database.client' is '${client ?? ''}'; expected 'pg'`];
  }
  const found = findDatabasePassword(config);
  const weakness = found && findPasswordWeakness(found.password);
  return weakness ? [`'${found.key}': the password ${weakness}`] : [];
}

function findProviderProblems(config: Config): string[] {
  const providers = config.getOptionalConfig('auth.providers');
  const names = providers?.keys().filter(name => providers.has(name)) ?? [];
  const real = names.filter(
    name => ![...PASSWORDLESS_PROVIDERS, ...INTERNAL_PROVIDERS].includes(name),
  );
  const environment = readText(config, 'auth.environment') ?? 'development';
  const problems = names
    .filter(name => PASSWORDLESS_PROVIDERS.includes(name))
    .map(
      name =>
        `'auth.providers.${name}' lets anybody in without a password; set it to null`,
    );
  if (environment === 'development') {
    problems.push(
      "'auth.environment' is 'development'; expected 'production', as in 'auth.providers.<name>.production'",
    );
  }
  if (real.length === 0) {
    problems.push(
      "'auth.providers' has no provider, so nobody could sign in; configure one, such as 'oidc' or 'github'",
    );
  }
  const secrets = real
    .map(name => `auth.providers.${name}.${environment}`)
    .filter(key => config.has(key))
    .map(key => `${key}.clientSecret`)
    .filter(key => config.has(key));
  // Providers choose the length of client secrets, so only placeholders are refused.
  return problems.concat(
    secrets.flatMap(key => {
      const weakness = findPasswordWeakness(readText(config, key));
      return weakness ? [`'${key}' ${weakness}`] : [];
    }),
  );
}

function findOpenDoors(config: Config): string[] {
  const problems = [];
  if (config.getOptionalBoolean('permission.enabled') !== true) {
    problems.push(
      "'permission.enabled' is not true; everybody could do anything",
    );
  }
  const open = 'backend.auth.dangerouslyDisableDefaultAuthPolicy';
  if (config.getOptionalBoolean(open)) {
    problems.push(`'${open}' is true; requests without a token would pass`);
  }
  return problems;
}

/**
 * Lists what makes a configuration unfit for production: each entry names the
 * key and never shows a secret.
 */
export function findProductionProblems(config: Config): string[] {
  return [
    ...findBackendSecrets(config),
    ...findExternalAccessSecrets(config),
    ...describeSecret(
      'auth.session.secret',
      readText(config, 'auth.session.secret'),
    ),
    ...findDatabaseProblems(config),
    ...findProviderProblems(config),
    ...findOpenDoors(config),
  ];
}
