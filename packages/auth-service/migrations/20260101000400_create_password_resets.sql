-- Up Migration
CREATE TABLE password_resets (
  -- A person has one link at a time: asking again replaces it.
  user_id uuid PRIMARY KEY
    -- Checked at the commit: for an address that nobody has, the same row is written and taken back before.
    REFERENCES users ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  -- SHA-256 of the token; the token itself is only in the mail.
  token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  expires_at timestamptz NOT NULL
);

CREATE INDEX password_resets_expires_at ON password_resets (expires_at);

-- Down Migration
DROP TABLE password_resets;
