import type { Pool } from 'pg';
import { DEFAULT_ENVIRONMENT, type Json } from '../domain/Layer.ts';

type State = 'set' | 'hide' | 'inherit';

export interface Side {
  readonly state: State;
  readonly value?: Json;
}

export interface HistoryItem {
  readonly version: number;
  readonly environment: string;
  readonly action: 'set' | 'delete' | 'rollback';
  readonly rolledBackTo?: number;
  readonly reason: string;
  readonly actorId: string;
  readonly approverId?: string;
  readonly changedAt: string;
  readonly changes: readonly {
    readonly key: string;
    readonly before: Side;
    readonly after: Side;
  }[];
}

interface Row {
  version: number;
  environment: string;
  action: HistoryItem['action'];
  rolled_back_to: number | null;
  reason: string;
  actor_id: string;
  approver_id: string | null;
  changed_at: Date;
  changes: {
    key: string;
    state: State;
    value: string | null;
    before_state: State;
    before_value: string | null;
  }[];
}

export interface HistoryQuery {
  readonly environment: string;
  /** Only versions below this one. */
  readonly before: number;
  readonly limit: number;
}

/** The versions that made an environment what it is, its own and those of `default`, newest first. */
export async function readHistory(
  pool: Pick<Pool, 'query'>,
  { before, environment, limit }: HistoryQuery,
): Promise<HistoryItem[]> {
  const { rows } = await pool.query<Row>(
    `SELECT version, environment, action, rolled_back_to, reason, actor_id, approver_id, changed_at,
            (SELECT json_agg(change ORDER BY change.key)
               FROM config_changes AS change WHERE change.version = made.version) AS changes
       FROM config_versions AS made
      WHERE environment = ANY($1) AND version < $2
      ORDER BY version DESC LIMIT $3`,
    [[environment, DEFAULT_ENVIRONMENT], before, limit],
  );
  return rows.map(itemOf);
}

function itemOf(row: Row): HistoryItem {
  const { approver_id, changes, rolled_back_to } = row;
  return {
    version: row.version,
    environment: row.environment,
    action: row.action,
    ...(rolled_back_to === null ? {} : { rolledBackTo: rolled_back_to }),
    reason: row.reason,
    actorId: row.actor_id,
    ...(approver_id === null ? {} : { approverId: approver_id }),
    changedAt: row.changed_at.toISOString(),
    changes: changes.map(change => ({
      key: change.key,
      before: sideOf(change.before_state, change.before_value),
      after: sideOf(change.state, change.value),
    })),
  };
}

function sideOf(state: State, value: string | null): Side {
  return value === null
    ? { state }
    : { state, value: JSON.parse(value) as Json };
}
