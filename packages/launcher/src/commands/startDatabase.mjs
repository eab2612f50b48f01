import { findPostgresBinaries } from '../postgres/binaries.mjs';
import { EmbeddedPostgres } from '../postgres/EmbeddedPostgres.mjs';
import {
  externalDatabaseEnvironment,
  requireReachableDatabase,
} from '../postgres/externalDatabase.mjs';
import { chooseRunAs } from '../postgres/runAs.mjs';
import { superviseDatabase } from '../postgres/superviseDatabase.mjs';

/**
 * Starts the embedded PostgreSQL, or checks the one that POSTGRES_HOST names.
 *
 * @returns {Promise<{ environment: Record<string, string>, where: string, gaveUp: Promise<string> }>}
 *   `gaveUp` resolves when the embedded server cannot be kept running
 */
export async function startDatabase(context, { state, secrets }) {
  const never = new Promise(() => {});
  if (process.env.POSTGRES_HOST) {
    const environment = externalDatabaseEnvironment();
    const where = `${environment.POSTGRES_HOST}:${environment.POSTGRES_PORT}`;
    await context.steps.run('PostgreSQL', async step => {
      step.title = `Database at ${where}`;
      await requireReachableDatabase(environment);
    });
    return { environment, where, gaveUp: never };
  }
  return startEmbedded(context, { state, secrets });
}

/** The embedded server of the data directory, whatever POSTGRES_HOST says. */
export async function startEmbedded(
  { paths, steps, shutdown },
  { state, secrets },
) {
  const runAs = chooseRunAs({
    native: findPostgresBinaries(paths.checkout),
    data: paths.data,
  });
  const database = new EmbeddedPostgres({
    runAs,
    password: secrets.postgresPassword,
    logs: paths.logs,
  });
  shutdown.defer(() => database.stop());
  await steps.run('Start PostgreSQL', async step => {
    const { cluster, recovered } = await database.start({
      signal: shutdown.signal,
    });
    step.title =
      cluster === 'created'
        ? 'PostgreSQL created and started'
        : 'PostgreSQL started';
    const detail = [
      `port ${database.port}`,
      runAs.detail,
      recovered && 'recovered after a kill',
    ];
    step.detail = detail.filter(Boolean).join(', ');
  });
  const remember = () =>
    state.update({
      postgres: database.identity,
      postgresDirectory: runAs.directory,
    });
  remember();
  shutdown.track(database.identity.pid);
  const gaveUp = superviseDatabase(database, {
    signal: shutdown.signal,
    say: text => steps.warn(text),
    onRestarted: () => {
      remember();
      shutdown.track(database.identity.pid);
    },
  });
  return { environment: database.environment, where: runAs.directory, gaveUp };
}
