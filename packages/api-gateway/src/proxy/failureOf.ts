import { Problem } from '@notes/service-kit';
import { errors } from 'undici';
import { BodyTooLarge } from './BodyTooLarge.ts';
import { UpstreamTimeout } from './ProxyHandler.ts';

export interface Failure {
  /** For metrics: `refused`, `reset`, `timeout` or `too-large`. */
  readonly label: string;
  /** Whether the upstream is to blame. */
  readonly isUpstream: boolean;
  readonly problem: Problem;
}

const REFUSED = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
]);

/** What the client is told when an upstream gives no answer. */
export function failureOf(
  error: Error,
  service: string,
  most: number,
): Failure {
  if (error instanceof BodyTooLarge) {
    return { label: 'too-large', isUpstream: false, problem: tooLarge(most) };
  }
  // A connection that is not made in time was never used; the service is away, not slow.
  if (
    error instanceof UpstreamTimeout ||
    error instanceof errors.BodyTimeoutError
  ) {
    const detail = `The service behind /api/${service} took too long to answer.`;
    return {
      label: 'timeout',
      isUpstream: true,
      problem: expected(504, detail),
    };
  }
  const code = 'code' in error ? String(error.code) : '';
  const isRefused =
    REFUSED.has(code) || error instanceof errors.ConnectTimeoutError;
  return {
    label: isRefused ? 'refused' : 'reset',
    isUpstream: true,
    problem: expected(
      502,
      isRefused
        ? `The service behind /api/${service} cannot be reached.`
        : `The service behind /api/${service} broke off before it answered.`,
    ),
  };
}

export function tooLarge(most: number): Problem {
  return new Problem(
    413,
    `The body is larger than the ${most} bytes that are accepted here.`,
  );
}

/** The state of an upstream is logged when it changes; a stack for each request would say nothing more. */
export function expected(
  status: number,
  detail: string,
  headers: Record<string, string> = {},
): Problem {
  return new Problem(status, detail, { expected: true, headers });
}
