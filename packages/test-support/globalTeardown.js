module.exports = async function globalTeardown() {
  const server = globalThis.__NOTES_TEST_POSTGRES__;
  globalThis.__NOTES_TEST_POSTGRES__ = undefined;
  await server?.stop();
};
