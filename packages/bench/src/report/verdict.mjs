/**
 * A measured figure. `goal.ratio` is the most that ours may be of stock,
 * `goal.most` the most that ours may be by itself.
 *
 * @typedef {{ id: string, title: string, unit: 'ms' | 's' | 'MB' | 'kB' | 'count',
 *   ours?: number, stock?: number, goal?: { ratio?: number, most?: number },
 *   skipped?: string, samples?: object }} Figure
 */

/** How ours stands to stock: 0.5 is half of it. Undefined where one is missing. */
export function ratioOf({ ours, stock }) {
  return ours === undefined || stock === undefined || stock === 0
    ? undefined
    : ours / stock;
}

/** @returns {'met' | 'missed' | 'no reference' | 'no goal' | 'skipped'} */
export function judge(figure) {
  const { ours, goal, skipped } = figure;
  if (skipped !== undefined || ours === undefined) {
    return 'skipped';
  }
  if (goal?.most !== undefined) {
    return ours <= goal.most ? 'met' : 'missed';
  }
  if (goal?.ratio === undefined) {
    return 'no goal';
  }
  const ratio = ratioOf(figure);
  if (ratio === undefined) {
    return 'no reference';
  }
  return ratio <= goal.ratio ? 'met' : 'missed';
}
