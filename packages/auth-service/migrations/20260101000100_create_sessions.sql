-- Up Migration
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  csrf_hash bytea NOT NULL,
  method text NOT NULL CHECK (method IN ('password', 'oauth')),
  two_factor boolean NOT NULL,
  ip inet,
  user_agent text NOT NULL CHECK (char_length(user_agent) <= 256),
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revoked_reason text,
  CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
);

CREATE INDEX sessions_user ON sessions (user_id) WHERE revoked_at IS NULL;
CREATE INDEX sessions_expires_at ON sessions (expires_at);

-- The refresh tokens of a session are one family. Used ones stay, so that a second use is seen.
CREATE TABLE tokens (
  token_hash bytea PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE INDEX tokens_session ON tokens (session_id);

-- A password was right, a second factor is still missing.
CREATE TABLE challenges (
  token_hash bytea PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  method text NOT NULL CHECK (method IN ('password', 'oauth')),
  attempts_left integer NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE INDEX challenges_expires_at ON challenges (expires_at);

-- Failed attempts by account and by address. Keys are digests: an address that nobody has registered is
-- counted like any other, and the table does not say which exist.
CREATE TABLE attempts (
  scope text NOT NULL CHECK (scope IN ('account', 'ip')),
  key_hash bytea NOT NULL,
  failures integer NOT NULL,
  last_failure_at timestamptz NOT NULL,
  locked_until timestamptz,
  PRIMARY KEY (scope, key_hash)
);

CREATE INDEX attempts_last_failure_at ON attempts (last_failure_at);

-- Down Migration
DROP TABLE attempts;
DROP TABLE challenges;
DROP TABLE tokens;
DROP TABLE sessions;
