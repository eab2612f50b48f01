/** How long ago a moment of `Date.now` is, as people read it. */
export function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
