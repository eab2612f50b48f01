const { startEmbeddedPostgres } = require('./embeddedPostgres');

/** The variable that `TestDatabases` of Backstage reads, so that stock helpers use our server. */
const VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

// Jest calls this once for each workspace that shares the setup; one server serves them all.
module.exports = async function globalSetup() {
  if (process.env[VARIABLE]) {
    return;
  }
  const server = await startEmbeddedPostgres();
  process.env[VARIABLE] = server.url;
  globalThis.__NOTES_TEST_POSTGRES__ = server;
};
