import { parse as parseForm } from 'node:querystring';
import type { Request } from 'express';
import getRawBody from 'raw-body';
import { parse as parseJson } from 'secure-json-parse';
import { Problem } from '../http/Problem.ts';

export type ReadBody = (request: Request) => Promise<unknown>;

const FORM = 'application/x-www-form-urlencoded';

/**
 * Reads the body in one of the content types that the operation accepts. What is too large is refused at the
 * limit, without waiting for the rest of it.
 */
export function createBodyReader(
  accepted: readonly string[],
  options: { readonly limit: number; readonly required: boolean },
): ReadBody {
  return async request => {
    if (!hasBody(request)) {
      if (!options.required) return undefined;
      throw new Problem(400, 'body / is required', {
        errors: [{ in: 'body', field: '/', message: 'is required' }],
      });
    }
    const type = typeOf(request, accepted);
    const bytes = await getRawBody(request, {
      limit: options.limit,
      length: request.headers['content-length'] ?? null,
    });
    if (isJson(type)) return parsed(bytes);
    return type === FORM ? { ...parseForm(bytes.toString()) } : bytes;
  };
}

/** Only plain UTF-8: a compressed body could be a thousand times larger than what was sent. */
function typeOf(request: Request, accepted: readonly string[]): string {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw new Problem(415, 'The request body must be sent uncompressed.', {
      headers: { 'Accept-Encoding': 'identity' },
    });
  }
  const type = request.is([...accepted]);
  const charset = /;\s*charset="?([\w-]+)/i.exec(
    request.headers['content-type'] ?? '',
  )?.[1];
  const readable =
    charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset);
  if (type && readable) return type;
  const list = accepted.join(' or ');
  throw new Problem(
    415,
    `The request body must be sent with content-type ${list} in UTF-8.`,
    { headers: { Accept: accepted.join(', ') } },
  );
}

function hasBody({ headers }: Request): boolean {
  return (
    headers['transfer-encoding'] !== undefined ||
    (headers['content-length'] ?? '0') !== '0'
  );
}

function isJson(type: string): boolean {
  return type === 'application/json' || type.endsWith('+json');
}

/** Refuses `__proto__` and `constructor.prototype`, which would reach the prototypes of objects. */
function parsed(bytes: Buffer): unknown {
  try {
    return parseJson(bytes.toString(), undefined, {
      protoAction: 'error',
      constructorAction: 'error',
    }) as unknown;
  } catch (error) {
    throw new Problem(
      400,
      'The request body is not accepted: expected valid JSON, without the keys __proto__ and constructor.prototype.',
      { cause: error },
    );
  }
}
