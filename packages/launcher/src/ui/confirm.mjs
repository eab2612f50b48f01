import readline from 'node:readline/promises';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';

/** Asks a yes/no question. Without a terminal the answer must come from --yes. */
export async function confirm(
  question,
  { yes, input = process.stdin, output = process.stdout },
) {
  if (yes) {
    return true;
  }
  if (!input.isTTY) {
    throw new LauncherError(
      'There is no terminal to ask for a confirmation. Add --yes (PORTAL_YES=1) to confirm.',
      {
        exitCode: EXIT.usage,
      },
    );
  }
  const reader = readline.createInterface({ input, output });
  try {
    const answer = await reader.question(`${question} [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    reader.close();
  }
}
