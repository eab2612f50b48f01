import { isIP } from 'node:net';
import type { Request } from 'express';
import type { Origin } from '../domain/Origin.ts';

const USER_AGENT_LENGTH = 256;

/** The address is the one that TRUST_PROXY_HOPS says to believe; the agent is what the client says it is. */
export function originOf(request: Request): Origin {
  const ip = (request.ip ?? '')
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '');
  return {
    ip: isIP(ip) === 0 ? '' : ip,
    userAgent: (request.get('user-agent') ?? '').slice(0, USER_AGENT_LENGTH),
  };
}
