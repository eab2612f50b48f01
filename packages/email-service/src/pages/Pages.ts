import { readFileSync } from 'node:fs';
import handlebars from 'handlebars';

/** The page of a browser may load nothing and send forms to us alone. */
export const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
} as const;

const instance = handlebars.create();
for (const partial of ['page'])
  instance.registerPartial(partial, instance.compile(read(partial)));

/** Makes a page of its template beside this file; values are escaped. */
export function page(
  name: 'unsubscribe' | 'unsubscribed' | 'outbox' | 'mail',
): (context: object) => string {
  return instance.compile(read(name));
}

function read(name: string): string {
  return readFileSync(new URL(`${name}.hbs`, import.meta.url), 'utf8');
}
