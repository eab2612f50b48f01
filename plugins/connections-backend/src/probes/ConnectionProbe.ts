import {
  ConnectionDetail,
  ConnectionGuide,
  ConnectionState,
} from '@notes/plugin-connections-common';

/** What one look at a part found. */
export interface ProbeResult {
  state: ConnectionState;
  reason: string;
  fix?: string;
  detail?: ConnectionDetail[];
}

/** Looks at one part of the portal. */
export interface ConnectionProbe {
  readonly id: string;
  readonly title: string;
  readonly guide?: ConnectionGuide;

  /**
   * Looks once. An outcome that the probe understands, such as a refused
   * connection, is a result; only what it does not understand is thrown.
   */
  check(signal: AbortSignal): Promise<ProbeResult>;
}
