import type { Readable } from 'node:stream';
import type { Request } from 'express';
import type { Caller } from '../identity/Caller.ts';

/** What a request brings: every value has the type and the bounds that openapi.yaml gives it. */
export interface OperationInput {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly caller: Caller;
  readonly request: Request;
}

export interface OperationResult {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** JSON, unless `headers` names another content type: then a text, bytes or a stream. */
  readonly body?: unknown;
}

export type Handler = (
  input: OperationInput,
) => Promise<OperationResult> | OperationResult;

/** What a body may be besides a value for JSON. */
export type RawBody = string | Uint8Array | Readable;

type Declared = Partial<Pick<OperationInput, 'path' | 'query' | 'header'>> & {
  readonly body?: unknown;
};

/**
 * Names the types that openapi.yaml declares for an operation. It changes nothing at run time: the validator has
 * checked the values before the handler sees them.
 */
export function operation<D extends Declared>(
  handler: (
    input: Omit<OperationInput, keyof D> & D,
  ) => Promise<OperationResult> | OperationResult,
): Handler {
  return handler as unknown as Handler;
}
