-- Up Migration
CREATE TABLE outbox (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, topic text NOT NULL, message_key text NOT NULL, event jsonb NOT NULL, created_at timestamptz NOT NULL DEFAULT now());

-- Down Migration
DROP TABLE outbox;
