/** A body without a length turned out to be longer than the route accepts. */
export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge';
}
