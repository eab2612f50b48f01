/**
 * The end of `npm test`: what failed, what was skipped and why, and one plain line with the sum.
 *
 * @param {{ results: { check: { name: string, title: string }, passed: number, failed: number,
 *   skipped: { name: string, reason: string }[], failures: string[], logFile?: string, tail?: string[] }[] }} options
 */
export function printSummary({ steps, results }) {
  for (const { check, failed, failures, logFile, tail = [] } of results.filter(
    result => result.failed > 0,
  )) {
    steps.line();
    steps.heading(`Failed: ${check.title} (${failed})`);
    for (const failure of failures.slice(0, 30)) {
      steps.line(`  ${failure}`);
    }
    if (logFile) {
      steps.line(`  Last lines of ${logFile}:`);
    }
    for (const line of tail) {
      steps.line(`    ${line}`);
    }
    steps.line(`  Again, only this: npm test -- --only ${check.name}`);
  }
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
  steps.line();
  steps.line(summaryLine(results));
}

export function summaryLine(results) {
  const sum = read =>
    results.reduce((total, result) => total + read(result), 0);
  return `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed, ${sum(({ skipped }) => skipped.length)} skipped`;
}
