import path from 'node:path';

import { readJson } from '../system/jsonFile.mjs';

export const REQUIRED_PERCENT = 80;

/**
 * Judges the coverage that jest measured.
 *
 * @returns {{ percent: number, enough: boolean, lowest: string[] } | undefined} undefined when nothing was measured
 */
export function judgeCoverage({ file, checkout, required = REQUIRED_PERCENT }) {
  const summary = readJson(file);
  if (!summary?.total) {
    return undefined;
  }
  const percent = summary.total.lines.pct;
  return {
    percent,
    enough: percent >= required,
    lowest: lowestPackages(summary, checkout),
  };
}

/** Where tests are missing most, package by package. */
function lowestPackages(summary, checkout) {
  const packages = new Map();
  for (const [file, { lines }] of Object.entries(summary)) {
    if (file === 'total') {
      continue;
    }
    const name = path
      .relative(checkout, file)
      .split(path.sep)
      .slice(0, 2)
      .join('/');
    const known = packages.get(name) ?? { total: 0, covered: 0 };
    packages.set(name, {
      total: known.total + lines.total,
      covered: known.covered + lines.covered,
    });
  }
  return [...packages]
    .map(([name, { total, covered }]) => ({
      name,
      missing: total - covered,
      percent: total === 0 ? 100 : (100 * covered) / total,
    }))
    .filter(({ percent }) => percent < REQUIRED_PERCENT)
    .sort((a, b) => b.missing - a.missing)
    .map(
      ({ name, percent, missing }) =>
        `${name}: ${percent.toFixed(1)} % of lines, ${missing} lines not covered`,
    );
}
