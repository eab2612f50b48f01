const MOST_FAILURES = 30;

/**
 * The end of `npm test`: what was skipped and why, what failed and why, and one plain line with the sum.
 * Failures come last, because a CI job that keeps only the end of its output must keep them.
 *
 * @param {{ results: (import('./Failure.mjs').Counts & { check: { name: string, title: string }, logFile?: string })[] }} options
 */
export function printSummary({ steps, results }) {
  printSkipped(steps, results);
  for (const result of results.filter(({ unsteady }) => unsteady?.length > 0)) {
    printUnsteady(steps, result);
  }
  for (const result of results.filter(({ failed }) => failed > 0)) {
    printFailures(steps, result);
  }
  steps.line();
  steps.line(summaryLine(results));
}

function printUnsteady(steps, { check, unsteady }) {
  steps.line();
  steps.heading(`Unsteady, failed and then passed alone: ${check.title}`);
  for (const failure of withoutRepeats(unsteady.slice(0, MOST_FAILURES))) {
    printFailure(steps, failure);
  }
}

function printFailures(steps, { check, failed, failures, logFile }) {
  steps.line();
  steps.heading(`Failed: ${check.title} (${failed})`);
  for (const failure of withoutRepeats(failures.slice(0, MOST_FAILURES))) {
    printFailure(steps, failure);
  }
  if (failures.length > MOST_FAILURES) {
    steps.line(`  ... and ${failures.length - MOST_FAILURES} more`);
  }
  if (logFile) {
    steps.line(`  All of it: ${logFile}`);
  }
  steps.line(`  Again, only this: npm test -- --only ${check.name}`);
}

function printFailure(steps, { name, file, lines = [] }) {
  steps.line(`  ✗ ${name}`);
  if (file) {
    steps.line(`    ${file}`);
  }
  for (const line of lines) {
    steps.line(`      ${line}`);
  }
}

/** A set-up that fails gives each test of its file the same message; once is enough. */
function withoutRepeats(failures) {
  const said = new Set();
  return failures.map(failure => {
    const message = failure.lines?.join('\n');
    if (!message || !said.has(message)) {
      said.add(message);
      return failure;
    }
    return { ...failure, lines: ['(the same message as above)'] };
  });
}

function printSkipped(steps, results) {
  const skipped = results.flatMap(result =>
    result.skipped.map(entry => ({ ...entry, check: result.check.title })),
  );
  if (skipped.length > 0) {
    steps.line();
    steps.heading('Skipped');
    for (const { check, name, reason } of skipped) {
      steps.line(`  ${check === name ? name : `${check}: ${name}`}: ${reason}`);
    }
  }
}

export function summaryLine(results) {
  const sum = read =>
    results.reduce((total, result) => total + read(result), 0);
  const unsteady = sum(result => result.unsteady?.length ?? 0);
  return [
    `${sum(({ passed }) => passed)} passed`,
    `${sum(({ failed }) => failed)} failed`,
    `${sum(({ skipped }) => skipped.length)} skipped`,
    ...(unsteady > 0 ? [`${unsteady} unsteady`] : []),
  ].join(', ');
}
