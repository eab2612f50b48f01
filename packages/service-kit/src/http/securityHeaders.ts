import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Helmet decides which headers answers carry. They are the same for every request, so it is asked once and not
 * through a dozen layers each time.
 */
export function securityHeaders(): RequestHandler {
  const headers: [string, string][] = [];
  const recorder = {
    setHeader: (name: string, value: string) => headers.push([name, value]),
    removeHeader: () => undefined,
  };
  let failure: unknown;
  helmet()(
    {} as unknown as IncomingMessage,
    recorder as unknown as ServerResponse,
    error => (failure = error),
  );
  if (failure instanceof Error) throw failure;

  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}
