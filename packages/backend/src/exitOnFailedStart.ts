/**
 * Ends the process when the portal cannot start.
 *
 * Backstage logs a rejected start as an unhandled rejection and stays alive,
 * listening and answering 503, which a supervisor takes for a slow start.
 */
export async function exitOnFailedStart(
  started: Promise<unknown>,
): Promise<void> {
  try {
    await started;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The portal cannot start. ${reason}\n`);
    process.exit(1);
  }
}
