import { createRequire } from 'node:module';
import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { scramVerifier } from './scramVerifier.mjs';

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/**
 * One database for each name, owned by a role of the same name that alone may connect to it. A second run changes
 * nothing but the passwords, which may have been made anew.
 *
 * @param {{ checkout: string, environment: Record<string, string>, databases: { name: string, password: string }[] }} options
 * @returns {Promise<string[]>} the databases that were made now
 */
export async function ensureDatabases({ checkout, environment, databases }) {
  const client = await connect(checkout, environment);
  try {
    const made = [];
    // What everyone may open by default must not be a way around the rule.
    for (const open of [
      'postgres',
      'template1',
      environment.POSTGRES_DATABASE,
    ]) {
      await client.query(`REVOKE CONNECT ON DATABASE "${open}" FROM PUBLIC`);
    }
    for (const database of databases) {
      if ((await ensureDatabase(client, database)) === 'made') {
        made.push(database.name);
      }
    }
    return made;
  } finally {
    await client.end();
  }
}

async function ensureDatabase(client, { name, password }) {
  if (!NAME.test(name)) {
    throw new Error(`"${name}" cannot be the name of a database`);
  }
  const { rows } = await client.query(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
            EXISTS (SELECT FROM pg_database WHERE datname = $1) AS database`,
    [name],
  );
  const [known] = rows;
  await client.query(
    `${known.role ? 'ALTER' : 'CREATE'} ROLE "${name}" LOGIN PASSWORD '${scramVerifier(password)}'`,
  );
  if (!known.database) {
    await client.query(`CREATE DATABASE "${name}" OWNER "${name}"`);
  }
  await client.query(`REVOKE ALL ON DATABASE "${name}" FROM PUBLIC`);
  return known.database ? 'present' : 'made';
}

/** The launcher has no dependencies of its own; by now those of the services are installed. */
async function connect(checkout, environment) {
  const requireFromKit = createRequire(
    path.join(checkout, 'packages/service-kit/package.json'),
  );
  const { Client } = requireFromKit('pg');
  const client = new Client({
    host: environment.POSTGRES_HOST,
    port: Number(environment.POSTGRES_PORT),
    user: environment.POSTGRES_USER,
    password: environment.POSTGRES_PASSWORD,
    database: 'postgres',
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw new LauncherError(
      error.code === '28P01'
        ? 'PostgreSQL does not take the password in the folder of secrets: the folder was made anew, the database was not.'
        : `PostgreSQL does not answer: ${error.message}`,
      {
        exitCode: EXIT.database,
        hint: 'Bring the folder of secrets back, or delete the data folder of Notes to begin anew.',
        cause: error,
      },
    );
  }
}
