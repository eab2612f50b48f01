import { judge, ratioOf } from './verdict.mjs';

const HEADER = ['figure', 'ours', 'stock', 'ratio', 'goal', 'verdict'];
const DIGITS = { s: 2, ms: 0, MB: 0, kB: 0, count: 0 };

/** One aligned table of all figures, ready to print. */
export function renderTable(figures) {
  const rows = [HEADER, ...figures.map(toRow)];
  const widths = HEADER.map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const lines = rows.map(row =>
    row
      .map((cell, column) => pad(cell, widths, column))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map(width => '-'.repeat(width)).join('  '));
  return lines.join('\n');
}

function toRow(figure) {
  const verdict = judge(figure);
  const ratio = ratioOf(figure);
  return [
    figure.title,
    formatValue(figure.ours, figure.unit),
    formatValue(figure.stock, figure.unit),
    ratio === undefined ? '' : ratio.toFixed(2),
    formatGoal(figure.goal, figure.unit),
    verdict === 'skipped'
      ? `skipped: ${figure.skipped ?? 'not measured'}`
      : ({ 'no goal': '' }[verdict] ?? verdict),
  ];
}

export function formatValue(value, unit) {
  if (value === undefined) {
    return '';
  }
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: DIGITS[unit],
    maximumFractionDigits: DIGITS[unit],
  });
  return unit === 'count' ? text : `${text} ${unit}`;
}

function formatGoal(goal, unit) {
  if (goal?.most !== undefined) {
    return `<= ${goal.most} ${unit}`;
  }
  return goal?.ratio === undefined ? '' : `<= ${goal.ratio.toFixed(2)} x`;
}

/** Words stand left, numbers right. */
function pad(cell, widths, column) {
  const isWord = column === 0 || column === HEADER.length - 1;
  return isWord ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
}
