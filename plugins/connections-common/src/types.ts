/** How a part of the portal is doing; `checking` until its first check has ended. */
export type ConnectionState = 'ok' | 'not-connected' | 'broken' | 'checking';

/** One thing behind a part: a cluster, an instance, a host. */
export interface ConnectionDetail {
  name: string;
  state: ConnectionState;
  /** What was seen, in words; never an address with credentials in it. */
  text: string;
}

/** How to connect a part that is not connected. */
export interface ConnectionGuide {
  /** What to add to the configuration, ready to be copied. */
  snippet?: string;
  /** Where the words about it are. */
  docs?: string;
}

/** A part of the portal that may be connected to something outside. */
export interface ConnectionPart {
  id: string;
  title: string;
  state: ConnectionState;
  /** Why the state is what it is, in one sentence. */
  reason: string;
  /** The one step that leads to `ok`; empty when there is nothing to do. */
  fix: string;
  guide?: ConnectionGuide;
  /** What stands behind the part; only for those who may read details. */
  detail?: ConnectionDetail[];
  /** When the state was seen, in ISO 8601. */
  checkedAt: string;
  /** The check did not end in time, and this is what the last one saw. */
  stale?: boolean;
}

/** The answer of `GET /api/connections/v1/parts`. */
export interface ConnectionParts {
  parts: ConnectionPart[];
}
