import type {
  CloudFrontRequest,
  CloudFrontRequestEvent,
  CloudFrontRequestResult,
} from 'aws-lambda';
import { errors, jwtVerify, type JWTHeaderParameters } from 'jose';
import type { EdgeKeys } from './EdgeKeys.ts';
import { isOpen } from './isOpen.ts';
import { EDGE_LIMITS } from './limits.ts';
import { refuse, type Refusal } from './refuse.ts';

export interface AuthEdgeOptions {
  readonly keys: EdgeKeys;
  readonly now?: () => Date;
  readonly skewSeconds?: number;
  /** Exact, or a folder when it ends in a slash. */
  readonly openPaths?: readonly string[];
}

export type AuthEdge = (
  event: CloudFrontRequestEvent,
) => Promise<CloudFrontRequestResult>;

const ISSUER = 'notes-auth';
const AUDIENCE = 'notes-api';
const DEFAULT_SKEW_SECONDS = 5;
/** What the gateway serves without a token. */
const OPEN_PATHS = [
  '/api/auth/',
  '/api/docs',
  '/api/docs/',
  '/api/email/unsubscribe',
  '/api/notes/uploads/',
  '/health',
  '/ready',
];
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

/**
 * Turns away at the edge what the gateway would turn away: it needs no network, as the keys are part of the code. The
 * gateway verifies again, because the edge can be walked around.
 */
export function createAuthEdge(options: AuthEdgeOptions): AuthEdge {
  const { skewSeconds = DEFAULT_SKEW_SECONDS } = options;
  if (!(skewSeconds >= 0 && skewSeconds <= EDGE_LIMITS.skewSeconds)) {
    throw new RangeError(
      `skewSeconds: expected 0 to ${EDGE_LIMITS.skewSeconds}`,
    );
  }
  return async event => {
    const request = event.Records[0]?.cf.request;
    if (!request) throw new TypeError('the event carries no request');
    // Only the gateway may say who the caller is.
    delete request.headers['x-notes-identity'];
    if (isOpen(request, options.openPaths ?? OPEN_PATHS)) return request;

    const token = tokenOf(request);
    if (typeof token !== 'string') return refuse(token);
    const fault = await faultOf(token, { ...options, skewSeconds });
    return fault ? refuse(fault) : request;
  };
}

function tokenOf({ headers }: CloudFrontRequest): string | Refusal {
  const given = headers.authorization ?? [];
  const [header] = given;
  if (!header)
    return { detail: 'Send an access token as Authorization: Bearer.' };
  const error = 'invalid_request';
  if (given.length > 1) {
    return { error, detail: 'More than one Authorization header was sent.' };
  }
  if (header.value.length > EDGE_LIMITS.tokenBytes) {
    return { error, detail: 'The access token is too long.' };
  }
  const token = BEARER.exec(header.value)?.[1];
  return (
    token ?? { error, detail: 'Expected Authorization: Bearer with a JWT.' }
  );
}

async function faultOf(
  token: string,
  options: AuthEdgeOptions & { readonly skewSeconds: number },
): Promise<Refusal | undefined> {
  const { keys, now = () => new Date(), skewSeconds } = options;
  const error = 'invalid_token';
  try {
    const currentDate = now();
    const { payload } = await jwtVerify(token, header => keyFor(header, keys), {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ['exp', 'iat', 'sub'],
      clockTolerance: skewSeconds,
      currentDate,
    });
    const seconds = currentDate.getTime() / 1_000;
    if ((payload.iat ?? Infinity) <= seconds + skewSeconds) return undefined;
    return { error, detail: 'The access token is not valid.' };
  } catch (cause) {
    const expired = cause instanceof errors.JWTExpired;
    const what = expired ? 'has expired' : 'is not valid';
    return { error, detail: `The access token ${what}.` };
  }
}

function keyFor({ kid }: JWTHeaderParameters, keys: EdgeKeys): Uint8Array {
  const key = kid === undefined ? undefined : keys.find(kid);
  if (!key) throw new Error('the key of the token is not known');
  return key;
}
