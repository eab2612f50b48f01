import type { Handler } from 'express';
import expressStaticGzip from 'express-static-gzip';
import { readdirSync } from 'node:fs';

/** The names carry a hash of the content, so a copy never goes stale. */
const CACHE_CONTROL = 'public, max-age=1209600, immutable';

/**
 * Creates a handler for those files of a folder that have a Brotli copy beside them.
 *
 * @internal
 */
export function createPrecompressedHandler(folder: string): Handler {
  const copies = new Set(
    readdirSync(folder)
      .filter(name => name.endsWith('.br'))
      .map(name => `/${name.slice(0, -'.br'.length)}`),
  );
  const serve = expressStaticGzip(folder, {
    enableBrotli: true,
    orderPreference: ['br'],
    index: false,
    serveStatic: { cacheControl: false },
  });
  return (req, res, next) => {
    if (!copies.has(req.path)) {
      next();
      return;
    }
    res.setHeader('Cache-Control', CACHE_CONTROL);
    serve(req, res, next);
  };
}
