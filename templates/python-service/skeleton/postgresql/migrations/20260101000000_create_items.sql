-- Up Migration
CREATE TABLE items (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
  description text NOT NULL CHECK (char_length(description) <= 2000),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

-- Pages are read in this order.
CREATE INDEX items_position ON items (created_at, id);

CREATE TABLE idempotency_keys (
  key text PRIMARY KEY,
  fingerprint text NOT NULL,
  response json NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Old keys are found by age.
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);

-- Down Migration
DROP TABLE idempotency_keys;
DROP TABLE items;
