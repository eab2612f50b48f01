import type { CloudFrontRequest } from 'aws-lambda';

/** A path that means the same to everyone who reads it: no dots to climb, no encoded letters, no empty parts. */
const PLAIN = /^(\/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+\/?$/;

/** Whether a request may pass without a token: it asks which methods there are, or for an open path. */
export function isOpen(
  { method, uri }: CloudFrontRequest,
  openPaths: readonly string[],
): boolean {
  if (method === 'OPTIONS') return true;
  if (!PLAIN.test(uri)) return false;
  return openPaths.some(path =>
    path.endsWith('/') ? uri.startsWith(path) : uri === path,
  );
}
