import type { Pool } from 'pg';

/** The tables of a service that sends and handles events, as its own migrations make them. */
export async function createEventTables(pool: Pool): Promise<void> {
  await pool.query(`
    CREATE TABLE outbox (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, topic text NOT NULL,
      message_key text NOT NULL, event jsonb NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
    CREATE TABLE processed_events (consumer_group text NOT NULL, event_id text NOT NULL,
      processed_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (consumer_group, event_id));`);
}
