import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Problem } from '@notes/service-kit';
import type { Firewall } from '../waf/Firewall.ts';
import { tooLarge } from './failureOf.ts';
import { limitedBody } from './limitedBody.ts';
import { readPrefix } from './readPrefix.ts';

export interface BodyOptions {
  readonly most: number;
  readonly service: string;
  readonly firewall: Firewall;
  /** How much of a JSON body the firewall reads. */
  readonly inspectBytes: number;
}

export interface Body {
  readonly body: Readable | Buffer | null;
  /** Undefined when the body is sent in chunks. */
  readonly length: string | undefined;
}

const NONE: Body = { body: null, length: undefined };
const JSON_TYPE = /^\s*application\/(?:[\w.+-]+\+)?json\b/i;

/** The body to pass on: within its limit, and with its beginning read by the firewall when it is JSON. */
export async function readBody(
  request: IncomingMessage,
  options: BodyOptions,
): Promise<Body> {
  const { firewall, inspectBytes, most, service } = options;
  const { headers } = request;
  const length = headers['content-length'];
  const isChunked = headers['transfer-encoding'] !== undefined;
  if (!isChunked && (length === undefined || length === '0')) {
    return length === undefined ? NONE : { body: null, length };
  }
  if (length !== undefined && Number(length) > most) throw tooLarge(most);

  if (inspectBytes > 0 && JSON_TYPE.test(headers['content-type'] ?? '')) {
    refuseCompressed(headers['content-encoding']);
    const { bytes, isWhole } = await readPrefix(request, inspectBytes);
    if (bytes.length > most) throw tooLarge(most);
    firewall.checkJson(textOf(bytes), service);
    if (isWhole) return { body: bytes, length: String(bytes.length) };
  }
  return isChunked
    ? { body: limitedBody(request, most), length: undefined }
    : { body: request, length };
}

/** What the firewall cannot read it cannot let pass; the services take no compressed JSON either. */
function refuseCompressed(encoding: string | undefined): void {
  if (encoding === undefined || /^identity$/i.test(encoding)) return;
  throw new Problem(415, 'Compressed JSON is not accepted: send it plain.');
}

/** JSON is UTF-8 (RFC 8259). What begins like another encoding would be read in two ways. */
function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  const isWide = first === 0 || second === 0 || (first ?? 0) >= 0xfe;
  if (isWide && bytes.length > 1) {
    throw new Problem(400, 'The body is not JSON in UTF-8.');
  }
  return bytes.toString('utf8');
}
