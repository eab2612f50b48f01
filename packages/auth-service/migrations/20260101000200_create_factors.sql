-- Up Migration
CREATE TABLE two_factor (
  user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  -- Encrypted; see domain/SecretBox.ts.
  secret text NOT NULL,
  -- Null until the person has shown one code: an unfinished enrolment locks nobody out.
  enabled_at timestamptz,
  -- The time step of the last accepted code. Only later ones count (RFC 6238, section 5.2).
  last_step bigint NOT NULL DEFAULT 0
);

CREATE TABLE recovery_codes (
  user_id uuid NOT NULL REFERENCES two_factor ON DELETE CASCADE,
  code_hash bytea NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE identities (
  provider text NOT NULL,
  subject text NOT NULL,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  email text NOT NULL,
  linked_at timestamptz NOT NULL,
  PRIMARY KEY (provider, subject),
  UNIQUE (user_id, provider)
);

-- A sign-in under way at a provider. A row is deleted by its first use.
CREATE TABLE oauth_flows (
  state_hash bytea PRIMARY KEY,
  browser_hash bytea NOT NULL,
  provider text NOT NULL,
  code_verifier text NOT NULL,
  nonce text NOT NULL,
  return_to text NOT NULL,
  -- Set when a signed-in person links an account; null for a sign-in.
  user_id uuid REFERENCES users ON DELETE CASCADE,
  session_id uuid REFERENCES sessions ON DELETE CASCADE,
  expires_at timestamptz NOT NULL
);

CREATE INDEX oauth_flows_expires_at ON oauth_flows (expires_at);

-- Down Migration
DROP TABLE oauth_flows;
DROP TABLE identities;
DROP TABLE recovery_codes;
DROP TABLE two_factor;
