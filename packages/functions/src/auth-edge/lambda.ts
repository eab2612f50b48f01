import { createAuthEdge } from './createAuthEdge.ts';
import { EdgeKeys } from './EdgeKeys.ts';

declare global {
  /** Written in by the bundle: Lambda@Edge has no environment variables, and nothing may be fetched. */
  var AUTH_EDGE_KEYS: string | undefined;
}

/** What CloudFront calls. */
export const handler = createAuthEdge({
  keys: EdgeKeys.parse(globalThis.AUTH_EDGE_KEYS ?? ''),
});
