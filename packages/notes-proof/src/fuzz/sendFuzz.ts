import { request } from 'undici';
import { randomAddress } from '../harness/randomAddress.ts';
import type { FuzzRequest } from './createRequests.ts';
import type { Harvest } from './Harvest.ts';

const TIMEOUT_MS = 30_000;
const LONGEST_SHOWN = 1_000;

/** What services have from the start, by the name of the parameter that asks for it. */
const KNOWN_NAMES: Readonly<Record<string, readonly string[]>> = {
  environment: ['default', 'dev', 'staging', 'prod'],
  key: ['notes.limit', 'notes.title', 'a'],
  version: ['1', '2'],
  sequence: ['1', '2'],
  role: ['user', 'admin', 'writer'],
};

export interface FuzzAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** The request as it was sent, for whoever has to repeat it. */
  readonly sent: string;
}

/** Sends a request as it stands, with known ids where it asks for them. */
export async function sendFuzz(
  url: string,
  { body, headers, known, path, placed, query }: FuzzRequest,
  { harvest, identity }: { harvest: Harvest; identity: string },
): Promise<FuzzAnswer> {
  const target = placed.path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const id = known === undefined ? undefined : harvest.id(known);
    if (name.endsWith('Id') && id !== undefined) return id;
    const names = known === undefined ? undefined : KNOWN_NAMES[name];
    return names?.[(known ?? 0) % names.length] ?? path[name] ?? 'x';
  });
  const search = query
    .map(pair => pair.map(encodeURIComponent).join('='))
    .join('&');
  const tag = known === undefined ? undefined : harvest.tag(known);
  const method = placed.method.toUpperCase();
  const address = `${target}${search && `?${search}`}`;
  const sent = [`${method} ${address}`, JSON.stringify(headers), body ?? '']
    .map(line => line.slice(0, LONGEST_SHOWN))
    .join('\n');
  const reply = await request(`${url}${address}`, {
    method: method as 'GET',
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    reset: true,
    headers: {
      ...headers,
      ...(tag !== undefined && 'if-match' in headers
        ? { 'if-match': tag }
        : {}),
      'x-forwarded-for': randomAddress(),
      'x-notes-identity': identity,
    },
    ...(body === undefined ? {} : { body }),
  });
  const type = String(reply.headers['content-type'] ?? '');
  // A stream of events has no end to wait for.
  if (type.startsWith('text/event-stream')) {
    reply.body.on('error', () => undefined).destroy();
    return { status: reply.statusCode, type, text: '', sent };
  }
  const text = await reply.body.text();
  if (reply.statusCode < 300 && type.startsWith('application/json')) {
    harvest.take(JSON.parse(text), reply.headers.etag);
  }
  return { status: reply.statusCode, type, text, sent };
}
