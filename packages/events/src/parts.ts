import type { Registry } from 'prom-client';

type Log = (fields: object, message: string) => void;

/** What this package needs of a logger; pino's is one. */
export interface Logger {
  readonly debug: Log;
  readonly info: Log;
  readonly warn: Log;
  readonly error: Log;
}

export interface Metrics {
  readonly registry: Registry;
}

/** What this package needs of the service's lifecycle; service-kit's is one. */
export interface LifecyclePart {
  onClose(name: string, close: () => Promise<unknown>): void;
}

/** What this package needs of the service's readiness; service-kit's is one. */
export interface ReadinessPart {
  add(check: {
    name: string;
    required: boolean;
    check(): Promise<unknown>;
  }): void;
}
