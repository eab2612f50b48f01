/** What the exit code of the launcher means. The README lists the same table. */
export const EXIT = Object.freeze({
  ok: 0,
  failed: 1,
  usage: 2,
  portBusy: 3,
  alreadyRunning: 4,
  environment: 5,
  configuration: 6,
  database: 7,
  preparation: 8,
});
