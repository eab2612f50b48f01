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

/** What every request of a load got and when, to be held against the times of the faults. */
export class Timeline {
  readonly requests: SentRequest[] = [];
  readonly windows: FaultWindow[] = [];

  record(request: SentRequest): void {
    this.requests.push(request);
  }

  /** Failures that no fault excuses: they do not overlap one and the grace after it. */
  failuresOutside(graceMs: number): SentRequest[] {
    return this.requests.filter(
      request =>
        isFailure(request) &&
        !this.windows.some(
          ({ from, to }) => request.to >= from && request.from <= to + graceMs,
        ),
    );
  }

  failuresWithin({ from, to }: FaultWindow, graceMs: number): number {
    return this.requests.filter(
      request =>
        isFailure(request) &&
        request.to >= from &&
        request.from <= to + graceMs,
    ).length;
  }
}

/** No answer, or one that says the other side failed. */
export function isFailure({ status }: { readonly status: number }): boolean {
  return status === 0 || status >= 500;
}
