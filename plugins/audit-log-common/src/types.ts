import type { JsonObject } from '@backstage/types';

/** How much an event matters, as its plugin says. @public */
export type AuditSeverity = 'low' | 'medium' | 'high' | 'critical';

/** How an event ended; `initiated` while it runs, or when the portal stopped before it ended. @public */
export type AuditStatus = 'initiated' | 'succeeded' | 'failed';

/** @public */
export const AUDIT_STATUSES = ['initiated', 'succeeded', 'failed'] as const;

/**
 * Something that somebody did, or tried to do.
 *
 * @public
 */
export interface AuditEvent {
  id: string;
  /** When it began, ISO 8601. */
  time: string;
  /** When it succeeded or failed, ISO 8601. */
  completedAt?: string;
  /** A user such as `user:default/dev.rivera`, or a service such as `plugin:scaffolder`. */
  actor?: string;
  plugin: string;
  /** `<plugin>.<event>` or `<plugin>.<event>.<kind of action>`, such as `scaffolder.task.create`. */
  action: string;
  severity: AuditSeverity;
  status: AuditStatus;
  /** The entity it was done to, when the event says so. */
  entityRef?: string;
  /** The HTTP request that asked for it; never with a query string or a body. */
  request?: { method: string; path: string; address?: string };
  /** Details with known keys only; `omitted` names the keys that were left out. */
  meta: JsonObject;
  /** The message of the error, when it failed. */
  error?: string;
}

/**
 * Which events to list; all given filters apply.
 *
 * @public
 */
export interface AuditEventQuery {
  /** An entity reference; without a kind, a user. */
  actor?: string;
  /** An action, or the beginning of one up to a dot. */
  action?: string;
  /** An entity reference; without a kind, a component. */
  entity?: string;
  plugin?: string;
  status?: AuditStatus;
  /** ISO 8601, included. */
  from?: string;
  /** ISO 8601, left out. */
  to?: string;
  /** `nextCursor` of the previous page. */
  cursor?: string;
  /** 1 to 200, 50 by default. */
  limit?: number;
}

/** The newest events first. @public */
export interface AuditEventPage {
  items: AuditEvent[];
  /** Absent on the last page. */
  nextCursor?: string;
}

/** The values that the stored events have, for pickers. @public */
export interface AuditFacets {
  actors: string[];
  actions: string[];
}
