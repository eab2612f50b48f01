/** The services behind the gateway: each has the paths below `/api/<name>`. */
export const SERVICE_NAMES = [
  'auth',
  'notes',
  'search',
  'email',
  'audit',
  'config',
] as const;

export type ServiceName = (typeof SERVICE_NAMES)[number];

export const STRATEGIES = [
  'round-robin',
  'least-connections',
  'ip-hash',
  'weighted-round-robin',
] as const;

export type StrategyName = (typeof STRATEGIES)[number];

export interface UpstreamSettings {
  readonly url: string;
  readonly weight: number;
}

export interface HealthSettings {
  /** Failures in a row that take an upstream out. */
  readonly failures: number;
  /** Part of the requests of the last ten seconds that takes it out too, once there are enough of them. */
  readonly errorPercent: number;
  readonly volume: number;
  /** How long it stays out; each failed trial doubles that. */
  readonly ejectionMs: number;
  readonly longestEjectionMs: number;
  /** Whether an upstream that is out is still used when no other is left. */
  readonly failOpen: boolean;
}

export interface CanarySettings {
  readonly percent: number;
  readonly upstreams: readonly UpstreamSettings[];
}

export interface Route {
  readonly name: ServiceName;
  /** The service as identities name it. */
  readonly audience: string;
  readonly upstreams: readonly UpstreamSettings[];
  readonly strategy: StrategyName;
  readonly connectTimeoutMs: number;
  /** From the last byte of the request to the first of the answer, and between two parts of the answer. */
  readonly timeoutMs: number;
  readonly bodyLimitBytes: number;
  /** For bodies that are sent to signed links. */
  readonly uploadLimitBytes: number;
  /** Most requests at one upstream at the same time. */
  readonly concurrency: number;
  readonly health: HealthSettings;
  readonly canary: CanarySettings | undefined;
}
