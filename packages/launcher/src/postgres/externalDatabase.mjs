import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { tryConnect } from '../system/ports.mjs';
import { DATABASE_NAME, DATABASE_USER } from './cluster.mjs';

/** The database a person brings: the variables with the defaults the configuration expects. */
export function externalDatabaseEnvironment(env = process.env) {
  return {
    POSTGRES_HOST: env.POSTGRES_HOST,
    POSTGRES_PORT: env.POSTGRES_PORT || '5432',
    POSTGRES_USER: env.POSTGRES_USER || DATABASE_USER,
    POSTGRES_PASSWORD: env.POSTGRES_PASSWORD ?? '',
    POSTGRES_DATABASE: env.POSTGRES_DATABASE || DATABASE_NAME,
  };
}

/** Says clearly that the database is down, before the backend fails plugin by plugin. */
export async function requireReachableDatabase(environment) {
  const host = environment.POSTGRES_HOST;
  const port = Number(environment.POSTGRES_PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new LauncherError(
      `POSTGRES_PORT is "${environment.POSTGRES_PORT}"; it must be a whole number from 1 to 65535.`,
      {
        exitCode: EXIT.usage,
      },
    );
  }
  const { connected, reason } = await tryConnect({ host, port });
  if (!connected) {
    throw new LauncherError(
      `The database at ${host}:${port} (POSTGRES_HOST, POSTGRES_PORT) cannot be reached: ${reason}.`,
      {
        exitCode: EXIT.database,
        hint: 'Start it and run the command again, or unset POSTGRES_HOST to use the embedded PostgreSQL.',
      },
    );
  }
}
