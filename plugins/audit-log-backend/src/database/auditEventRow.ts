import type { JsonObject } from '@backstage/types';
import type { AuditEvent } from '@notes/plugin-audit-log-common';

export const AUDIT_EVENTS_TABLE = 'audit_events';

/** A row of the table, as the driver reads it. @internal */
export interface AuditEventRow {
  id: string;
  occurred_at: Date;
  completed_at: Date | null;
  actor: string | null;
  action: string;
  entity_ref: string | null;
  plugin: string;
  severity: AuditEvent['severity'];
  status: AuditEvent['status'];
  method: string | null;
  path: string | null;
  address: string | null;
  meta: JsonObject;
  error: string | null;
}

/** @internal */
export function toRow(event: AuditEvent) {
  return {
    id: event.id,
    occurred_at: event.time,
    completed_at: event.completedAt ?? null,
    actor: event.actor ?? null,
    action: event.action,
    entity_ref: event.entityRef ?? null,
    plugin: event.plugin,
    severity: event.severity,
    status: event.status,
    method: event.request?.method ?? null,
    path: event.request?.path ?? null,
    address: event.request?.address ?? null,
    meta: JSON.stringify(event.meta),
    error: event.error ?? null,
  };
}

/** @internal */
export function fromRow(row: AuditEventRow): AuditEvent {
  return {
    id: row.id,
    time: row.occurred_at.toISOString(),
    completedAt: row.completed_at?.toISOString(),
    actor: row.actor ?? undefined,
    plugin: row.plugin,
    action: row.action,
    severity: row.severity,
    status: row.status,
    entityRef: row.entity_ref ?? undefined,
    request:
      row.method === null
        ? undefined
        : {
            method: row.method,
            path: row.path ?? '',
            address: row.address ?? undefined,
          },
    meta: row.meta,
    error: row.error ?? undefined,
  };
}
