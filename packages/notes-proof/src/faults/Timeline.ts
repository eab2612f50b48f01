export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly from: number;
  readonly to: number;
}

export interface FaultWindow {
  readonly name: string;
  readonly from: number;
  /** When everything was ready again. */
  readonly to: number;
}

/** Failures are excused while something is away and two seconds after it is back. */
export const GRACE_MS = 2_000;

/** What every request of a load got and when, to be held against the times of the faults. */
export class Timeline {
  readonly requests: SentRequest[] = [];
  readonly windows: FaultWindow[] = [];

  record(request: SentRequest): void {
    this.requests.push(request);
  }

  /** Requests whose failure nothing excuses: they overlap no fault and no grace after one. */
  outside(): SentRequest[] {
    return this.requests.filter(
      request => !this.windows.some(window => overlaps(request, window)),
    );
  }

  failuresWithin(window: FaultWindow): number {
    return this.requests.filter(
      request => isFailure(request) && overlaps(request, window),
    ).length;
  }
}

function overlaps(request: SentRequest, { from, to }: FaultWindow): boolean {
  return request.to >= from && request.from <= to + GRACE_MS;
}

/** No answer, or one that says the other side failed. */
export function isFailure({ status }: { readonly status: number }): boolean {
  return status === 0 || status >= 500;
}
