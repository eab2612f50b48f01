import type {
  AuditEventPage,
  AuditFacets,
  AuditStatus,
} from '@notes/plugin-audit-log-common';

/** The place of an event in the list. @internal */
export interface EventPosition {
  time: string;
  id: string;
}

/** A query whose values have been checked. @internal */
export interface EventFilter {
  actor?: string;
  action?: string;
  entityRef?: string;
  plugin?: string;
  status?: AuditStatus;
  from?: Date;
  to?: Date;
  after?: EventPosition;
  limit: number;
}

/** @internal */
export interface AuditEventStore {
  list(filter: EventFilter): Promise<AuditEventPage>;
  listFacets(): Promise<AuditFacets>;
  /** @returns the number of events removed */
  deleteBefore(time: Date): Promise<number>;
}
