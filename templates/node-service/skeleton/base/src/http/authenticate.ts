import type { RequestHandler } from 'express';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import { SERVICE_NAME } from '../serviceName.ts';
import { createCaller, DEVELOPER, type Caller } from './Caller.ts';
import { Problem } from './problem.ts';

type Verify = (token: string) => Promise<JWTPayload>;

/** Signatures that a public key checks. A token that chooses `none` or a shared secret is refused. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'ES256', 'ES384', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 5;

/** Lets through who shows an access token of JWT_ISSUER made for JWT_AUDIENCE. */
export function authenticate(config: Config, logger: Logger): RequestHandler {
  const verify = createVerifier(config);
  if (!verify) {
    logger.warn('AUTH_DISABLED is true: everyone may do everything, for development only');
    return (_request, response, next) => {
      response.locals.caller = DEVELOPER;
      next();
    };
  }
  return async (request, response, next) => {
    const token = tokenOf(request.get('authorization'));
    const caller: Caller = createCaller(await accept(verify, token, logger));
    response.locals.caller = caller;
    next();
  };
}

function createVerifier(config: Config): Verify | undefined {
  const { JWT_AUDIENCE: audience, JWT_ISSUER: issuer, JWT_JWKS_URL: url } = config;
  if (config.AUTH_DISABLED || url === undefined) return undefined;
  if (audience === undefined || issuer === undefined) return undefined;

  const keys = createRemoteJWKSet(new URL(url), { timeoutDuration: 5_000 });
  const options = {
    algorithms: ALGORITHMS,
    audience,
    issuer,
    requiredClaims: ['exp', 'sub'],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  };
  return async (token) => (await jwtVerify(token, keys, options)).payload;
}

function tokenOf(header: string | undefined): string {
  const token = /^Bearer ([\w.~+/=-]{1,8192})$/i.exec(header ?? '')?.[1];
  if (token === undefined) {
    throw unauthorized('Send an access token in the header "Authorization: Bearer <token>".');
  }
  return token;
}

async function accept(verify: Verify, token: string, logger: Logger): Promise<JWTPayload> {
  try {
    return await verify(token);
  } catch (error) {
    if (isOfToken(error)) throw unauthorized(reasonOf(error), 'invalid_token');
    logger.error({ err: error }, 'cannot read the keys that sign access tokens');
    const detail = 'Access tokens cannot be checked now. Try again later.';
    throw new Problem(503, detail, { headers: { 'Retry-After': '5' } });
  }
}

/** Everything else is a failure to get the keys, which no new token would repair. */
const OF_TOKEN = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

function isOfToken(error: unknown): boolean {
  return OF_TOKEN.some((kind) => error instanceof kind);
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The access token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `The claim "${error.claim}" of the access token is missing or not accepted here.`;
  }
  return 'The access token is not valid.';
}

function unauthorized(detail: string, error?: string): Problem {
  const challenge = `Bearer realm="${SERVICE_NAME}"${error ? `, error="${error}"` : ''}`;
  return new Problem(401, detail, { headers: { 'WWW-Authenticate': challenge } });
}
