import {
  ensureSecretFile,
  randomKeyRing,
  randomPassword,
  writeSecretFile,
} from './secretFiles.mjs';

/**
 * Everything secret of this data folder, made once: key rings, the passwords of the databases, of the administrator and
 * of the demo people.
 *
 * @param {{ places: ReturnType<typeof import('./notesPaths.mjs').notesPaths>, rings: readonly string[] }} options
 */
export function prepareSecrets({ places, rings }) {
  for (const ring of new Set(rings)) {
    ensureSecretFile(places.keyRing(ring), randomKeyRing);
  }
  ensureSecretFile(places.adminPassword, randomPassword);
  ensureSecretFile(places.demoPassword, randomPassword);
  const passwordOf = name =>
    ensureSecretFile(places.databasePassword(name), randomPassword);
  return {
    postgresPassword: passwordOf('postgres'),
    passwordOf,
    /** The port of the server is another at each start, so the addresses are written at each start. */
    writeDatabaseUrls(environment, names) {
      const { POSTGRES_HOST: host, POSTGRES_PORT: port } = environment;
      for (const name of names) {
        writeSecretFile(
          places.databaseUrl(name),
          `postgresql://${name}:${passwordOf(name)}@${host}:${port}/${name}`,
        );
      }
    },
  };
}
