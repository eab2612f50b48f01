import { setTimeout as sleep } from 'node:timers/promises';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { describePortHolder } from '../system/portHolder.mjs';
import { findFreePort, isPortFree } from '../system/ports.mjs';

/** Fails with the name of the process that holds the port, before anything slow happens. */
export async function requireFreePort({
  port,
  option = '--port',
  variable = 'PORTAL_PORT',
  hintFor = other =>
    `Stop that process, or choose another port: npm start -- ${option} ${other} (or ${variable}=${other}).`,
}) {
  // A portal that was just stopped may still be letting go of the port.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await isPortFree(port)) {
      return;
    }
    await sleep(150);
  }
  const other = await findFreePort(port + 1 <= 65535 ? port + 1 : undefined);
  throw new LauncherError(
    `Port ${port} is busy: ${describePortHolder(port)}.`,
    {
      exitCode: EXIT.portBusy,
      hint: hintFor(other),
    },
  );
}
