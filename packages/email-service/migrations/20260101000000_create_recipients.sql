-- Up Migration
-- A copy of what user-events tell of people. A deleted one keeps its row, without address and name, so that nothing
-- that is delivered late brings them back.
CREATE TABLE recipients (
  user_id uuid PRIMARY KEY,
  email text,
  name text,
  changed_at timestamptz NOT NULL,
  deleted_at timestamptz,
  CHECK ((email IS NULL) = (deleted_at IS NOT NULL))
);

CREATE TABLE unsubscribes (
  user_id uuid NOT NULL,
  category text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, category)
);

-- Addresses and secrets are sealed: a copy of the database alone cannot post anywhere.
CREATE TABLE channels (
  user_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('slack', 'webhook')),
  enabled boolean NOT NULL,
  reason text,
  sealed_url text NOT NULL,
  sealed_secret text,
  sealed_previous_secret text,
  previous_until timestamptz,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, kind),
  CHECK ((kind = 'webhook') = (sealed_secret IS NOT NULL))
);

-- Down Migration
DROP TABLE channels;
DROP TABLE unsubscribes;
DROP TABLE recipients;
