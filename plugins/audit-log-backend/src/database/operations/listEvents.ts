import type { Knex } from 'knex';
import type { AuditEventPage } from '@notes/plugin-audit-log-common';
import { encodeCursor } from '../../routes/cursor';
import type { EventFilter } from '../AuditEventStore';
import {
  AUDIT_EVENTS_TABLE,
  fromRow,
  type AuditEventRow,
} from '../auditEventRow';

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** Lists the newest events first, from after a known place on. */
export async function listEvents(
  knex: Knex,
  filter: EventFilter,
): Promise<AuditEventPage> {
  const { actor, action, entityRef, plugin, status, from, to, after } = filter;
  const query = knex<AuditEventRow>(AUDIT_EVENTS_TABLE)
    .orderBy([
      { column: 'occurred_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    // One more than asked for tells whether there is a next page.
    .limit(filter.limit + 1);

  if (actor) query.where('actor', actor);
  if (entityRef) query.where('entity_ref', entityRef);
  if (plugin) query.where('plugin', plugin);
  if (status) query.where('status', status);
  if (from) query.where('occurred_at', '>=', from);
  if (to) query.where('occurred_at', '<', to);
  if (action) {
    query.where(either =>
      either
        .where('action', action)
        .orWhereLike('action', `${escapeLike(action)}.%`),
    );
  }
  if (after) {
    query.whereRaw('(occurred_at, id) < (?, ?)', [after.time, after.id]);
  }

  const rows = await query;
  const items = rows.slice(0, filter.limit).map(fromRow);
  const last = items.at(-1);
  return rows.length > filter.limit && last
    ? { items, nextCursor: encodeCursor(last) }
    : { items };
}
