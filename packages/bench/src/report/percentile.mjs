/**
 * The smallest sample that at least `share` of all samples do not exceed
 * (nearest rank), so that every figure is one that really was measured.
 *
 * @param {number[]} samples
 * @param {number} share between 0 and 1
 */
export function percentile(samples, share) {
  if (samples.length === 0) {
    throw new RangeError('percentile needs at least one sample, got none');
  }
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1];
}

/** The middle sample, or the mean of the two in the middle. */
export function median(samples) {
  if (samples.length === 0) {
    throw new RangeError('median needs at least one sample, got none');
  }
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}
