import fs from 'node:fs';
import path from 'node:path';

import { CHECKS } from '../checks.mjs';
import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { prepareCheckout } from '../prepare/prepareCheckout.mjs';
import { withCheckoutLock } from '../system/checkoutLock.mjs';
import { prepareDataDirectory } from '../system/dataDirectory.mjs';
import { installTools } from '../tools/installTools.mjs';
import { RECIPES } from '../tools/recipes.mjs';
import { ensureChromium } from '../testing/installChromium.mjs';
import { runCheck } from '../testing/runCheck.mjs';
import { printSummary } from '../testing/summary.mjs';

/** `npm test`: the same preparation as a start, then every check, also after one failed. */
export async function test(context) {
  const { paths, options, steps, shutdown } = context;
  const chosen = chooseChecks(options.only);
  steps.heading('Checks of the Notes developer portal');
  prepareDataDirectory(paths);
  fs.mkdirSync(paths.logs, { recursive: true });
  const { node } = await prepareCheckout(context, {
    frontend: chosen.some(({ needs }) => needs),
  });
  const chromium = chosen.some(({ needs }) => needs === 'chromium')
    ? await ensureChromium(context)
    : {};
  if (chosen.some(check => check.usesTools)) {
    await installCheckers(context);
  }
  forgetEarlierResults(paths, chosen);
  const lock = {
    file: path.join(paths.tools, 'test.lock'),
    signal: shutdown.signal,
    onWait: pid =>
      steps.line(
        `... waiting for process ${pid ?? '?'}, which tests this checkout`,
      ),
  };
  const results = await withCheckoutLock(lock, () =>
    runChecks(context, { chosen, node, chromium }),
  );
  printSummary({ steps, results, logs: paths.logs });
  return results.some(({ failed }) => failed > 0) ? EXIT.failed : EXIT.ok;
}

/** The tests that use a checker skip by name when it is not there, so a missing one is said here and no failure. */
async function installCheckers(context) {
  const light = RECIPES.filter(({ heavy }) => !heavy);
  const missed = await installTools(context, light);
  for (const { recipe, reason } of missed) {
    context.steps.warn(`${recipe.name} is not there: ${reason}`);
  }
}

async function runChecks(
  { paths, options, steps, shutdown },
  { chosen, node, chromium },
) {
  const results = [];
  for (const check of chosen) {
    if (check.needs === 'chromium' && !chromium.chromium) {
      steps.line(`- ${check.title}: skipped, ${chromium.reason}`);
      results.push({
        check,
        passed: 0,
        failed: 0,
        skipped: [{ name: check.title, reason: chromium.reason }],
        failures: [],
      });
      continue;
    }
    const result = await steps.run(check.title, async step => {
      const counts = await runCheck(check, {
        paths,
        node,
        signal: shutdown.signal,
        once: options.once,
      });
      step.failed = counts.failed > 0;
      step.detail = counts.note ?? describeCounts(counts);
      return counts;
    });
    results.push({ check, ...result });
  }
  return results;
}

function describeCounts({ passed, failed, skipped, unsteady = [] }) {
  const parts = [
    `${passed} passed`,
    failed > 0 && `${failed} failed`,
    skipped.length > 0 && `${skipped.length} skipped`,
    unsteady.length > 0 && `${unsteady.length} unsteady`,
  ];
  return parts.filter(Boolean).join(', ');
}

function chooseChecks(only) {
  const unknown = only.find(name => !CHECKS.some(check => check.name === name));
  if (unknown !== undefined) {
    throw new LauncherError(
      `There is no check "${unknown}". Use one of: ${CHECKS.map(({ name }) => name).join(', ')}.`,
      {
        exitCode: EXIT.usage,
      },
    );
  }
  return only.length === 0
    ? CHECKS
    : CHECKS.filter(({ name }) => only.includes(name));
}

/** Figures of an earlier run must not be read as figures of this one. */
function forgetEarlierResults(paths, chosen) {
  if (chosen.some(({ counts }) => counts === 'jest')) {
    for (const file of ['jest.json', 'jest-again.json']) {
      fs.rmSync(path.join(paths.logs, file), { force: true });
    }
    fs.rmSync(path.join(paths.logs, 'coverage'), {
      recursive: true,
      force: true,
    });
  }
}
