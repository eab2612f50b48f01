import type { Pool, PoolClient } from 'pg';
import type { Command } from '../domain/Command.ts';

export type ProposalState = 'open' | 'applied' | 'rejected' | 'stale';

export interface Proposal {
  readonly id: string;
  readonly environment: string;
  readonly command: Command;
  readonly state: ProposalState;
  readonly proposerId: string;
  readonly deciderId?: string;
  /** The version that it became. */
  readonly version?: number;
  readonly createdAt: string;
  readonly decidedAt?: string;
}

interface Row {
  id: string;
  environment: string;
  command: string;
  state: ProposalState;
  proposer_id: string;
  decider_id: string | null;
  version: number | null;
  created_at: Date;
  decided_at: Date | null;
}

const COLUMNS =
  'id, environment, command, state, proposer_id, decider_id, version, created_at, decided_at';

/** Changes that wait for a second person. */
export class ProposalStore {
  readonly #database: Pick<Pool | PoolClient, 'query'>;

  constructor(database: Pick<Pool | PoolClient, 'query'>) {
    this.#database = database;
  }

  async add(proposal: Proposal): Promise<void> {
    const { command, createdAt, environment, id, proposerId, state } = proposal;
    await this.#database.query(
      `INSERT INTO config_proposals (id, environment, command, state, proposer_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, environment, JSON.stringify(command), state, proposerId, createdAt],
    );
  }

  async find(id: string): Promise<Proposal | undefined> {
    const { rows } = await this.#database.query<Row>(
      `SELECT ${COLUMNS} FROM config_proposals WHERE id = $1`,
      [id],
    );
    return rows[0] && proposalOf(rows[0]);
  }

  /** The newest first. */
  async list(environment: string, state: ProposalState): Promise<Proposal[]> {
    const { rows } = await this.#database.query<Row>(
      `SELECT ${COLUMNS} FROM config_proposals
        WHERE environment = $1 AND state = $2 ORDER BY created_at DESC, id LIMIT 100`,
      [environment, state],
    );
    return rows.map(proposalOf);
  }

  async decide(proposal: Proposal): Promise<void> {
    const { decidedAt, deciderId, id, state, version } = proposal;
    await this.#database.query(
      `UPDATE config_proposals SET state = $2, decider_id = $3, version = $4, decided_at = $5
        WHERE id = $1`,
      [id, state, deciderId, version, decidedAt],
    );
  }
}

function proposalOf(row: Row): Proposal {
  const { decided_at, decider_id, version } = row;
  return {
    id: row.id,
    environment: row.environment,
    command: JSON.parse(row.command) as Command,
    state: row.state,
    proposerId: row.proposer_id,
    ...(decider_id === null ? {} : { deciderId: decider_id }),
    ...(version === null ? {} : { version }),
    createdAt: row.created_at.toISOString(),
    ...(decided_at === null ? {} : { decidedAt: decided_at.toISOString() }),
  };
}
