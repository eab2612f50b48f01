import type { FaultReport } from './FaultReport.ts';

const SHOWN_PROBLEMS = 5;

/** The report as a person reads it. */
export function renderFaultReport(report: FaultReport): string {
  const { acceptedWrites, caughtUpMs, lostWrites, notes, requests } = report;
  return [
    ...table([
      ['fault', 'all ready', 'write accepted', 'failed requests'],
      ...report.faults.map(one => [
        one.name,
        one.skipped ? `skipped: ${one.skipped}` : `${one.readyMs} ms`,
        one.skipped ? '' : `${one.recoveredMs} ms`,
        one.skipped ? '' : String(one.failedRequests),
      ]),
    ]),
    '',
    ...table([
      ['promise', 'looked at', 'verdict'],
      ...report.checks.map(({ checked, name, problems, skipped }) => [
        name,
        skipped ? '' : String(checked),
        skipped ? `skipped: ${skipped}` : verdictOf(checked, problems),
      ]),
    ]),
    '',
    ...report.checks.flatMap(({ name, problems }) => [
      ...problems.slice(0, SHOWN_PROBLEMS).map(one => `${name}: ${one}`),
      ...(problems.length > SHOWN_PROBLEMS
        ? [`${name}: and ${problems.length - SHOWN_PROBLEMS} more`]
        : []),
    ]),
    ...report.skipped.map(one => `Skipped: ${one}`),
    `${requests} requests, ${acceptedWrites} accepted writes on ${notes} notes, ${lostWrites} lost (RPO); consumers caught up ${caughtUpMs} ms after the load; seed ${report.seed}: ${report.outcome}`,
  ].join('\n');
}

function verdictOf(checked: number, problems: readonly string[]): string {
  if (checked === 0) return 'BROKEN: nothing to look at';
  return problems.length === 0 ? 'kept' : `BROKEN: ${problems.length}`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map(row => row[column]?.length ?? 0)),
  );
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
