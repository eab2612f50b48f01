/** The database server of all tests; jest calls the same two functions. */
declare module '@notes/test-support/globalSetup' {
  export default function startDatabase(): Promise<void>;
}
declare module '@notes/test-support/globalTeardown' {
  export default function stopDatabase(): Promise<void>;
}
