import { Problem } from '../http/Problem.ts';

export type UpstreamFailure = 'unreachable' | 'timeout' | 'open';

const RETRY_AFTER_SECONDS = '5';

/** Another service does not answer. Uncaught, it becomes 503 or 504 and names no address. */
export class UpstreamError extends Problem {
  override name = 'UpstreamError';
  readonly upstream: string;
  readonly reason: UpstreamFailure;

  constructor(upstream: string, reason: UpstreamFailure, cause?: unknown) {
    super(
      reason === 'timeout' ? 504 : 503,
      `${upstream} does not answer now. Try again later.`,
      { headers: { 'Retry-After': RETRY_AFTER_SECONDS }, cause },
    );
    this.upstream = upstream;
    this.reason = reason;
  }
}
