import { EXIT } from '../exitCodes.mjs';
import {
  checkBuild,
  checkConfiguration,
  checkDatabase,
  checkInstall,
} from '../doctor/checkCheckout.mjs';
import {
  checkDataDirectory,
  checkDisk,
  checkMemory,
  checkPort,
} from '../doctor/checkMachine.mjs';
import { checkPortal } from '../doctor/checkPortal.mjs';
import {
  checkCheckers,
  checkChromium,
  checkGit,
  checkNode,
  checkNpm,
} from '../doctor/checkTools.mjs';
import { renderTable } from '../doctor/printTable.mjs';

const CHECKS = [
  checkNode,
  checkNpm,
  checkGit,
  checkDisk,
  checkMemory,
  checkPort,
  checkDataDirectory,
  checkInstall,
  checkBuild,
  checkDatabase,
  checkConfiguration,
  checkChromium,
  checkCheckers,
  checkPortal,
];

/** `npm run doctor`: looks, changes nothing. Exit code 1 only for broken; not connected is a choice. */
export async function doctor(context) {
  const parts = [];
  for (const check of CHECKS) {
    parts.push(...[await check(context)].flat());
  }
  context.steps.line(
    context.options.json
      ? JSON.stringify({ parts }, null, 2)
      : renderTable(parts),
  );
  return parts.some(({ state }) => state === 'broken') ? EXIT.failed : EXIT.ok;
}
