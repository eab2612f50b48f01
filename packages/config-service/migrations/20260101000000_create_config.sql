-- Up Migration
-- The one row is the lock of all writers, so that versions are given out in the order in which they commit.
CREATE TABLE config_head (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version integer NOT NULL DEFAULT 0
);
INSERT INTO config_head DEFAULT VALUES;

-- Values and schemas are JSON as text: jsonb would refuse characters that JSON allows.
CREATE TABLE config_keys (
  key text PRIMARY KEY,
  type text NOT NULL CHECK (type IN ('string', 'number', 'boolean', 'json')),
  schema text,
  description text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL
);

CREATE TABLE config_versions (
  version integer PRIMARY KEY,
  environment text NOT NULL,
  action text NOT NULL CHECK (action IN ('set', 'delete', 'rollback')),
  rolled_back_to integer,
  reason text NOT NULL,
  actor_id text NOT NULL,
  approver_id text,
  changed_at timestamptz NOT NULL
);
CREATE INDEX config_versions_by_environment ON config_versions (environment, version DESC);

-- set: a value of its own; hide: not even the inherited one; inherit: nothing of its own.
CREATE TABLE config_changes (
  version integer NOT NULL REFERENCES config_versions,
  environment text NOT NULL,
  key text NOT NULL REFERENCES config_keys,
  state text NOT NULL CHECK (state IN ('set', 'hide', 'inherit')),
  value text,
  before_state text NOT NULL CHECK (before_state IN ('set', 'hide', 'inherit')),
  before_value text,
  PRIMARY KEY (version, key),
  CHECK ((state = 'set') = (value IS NOT NULL)),
  CHECK ((before_state = 'set') = (before_value IS NOT NULL))
);
CREATE INDEX config_changes_by_key ON config_changes (environment, key, version DESC);

-- What config_changes adds up to, so that reading does not walk the history.
CREATE TABLE config_entries (
  environment text NOT NULL,
  key text NOT NULL REFERENCES config_keys,
  state text NOT NULL CHECK (state IN ('set', 'hide')),
  value text,
  version integer NOT NULL,
  PRIMARY KEY (environment, key),
  CHECK ((state = 'set') = (value IS NOT NULL))
);

CREATE TABLE config_proposals (
  id uuid PRIMARY KEY,
  environment text NOT NULL,
  command text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'applied', 'rejected', 'stale')),
  proposer_id text NOT NULL,
  decider_id text,
  version integer,
  created_at timestamptz NOT NULL,
  decided_at timestamptz
);
CREATE INDEX config_proposals_by_environment ON config_proposals (environment, created_at DESC);

CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history of the configuration is never changed';
END $$;
CREATE TRIGGER config_changes_stay BEFORE UPDATE OR DELETE ON config_changes
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();
CREATE TRIGGER config_versions_stay BEFORE UPDATE OR DELETE ON config_versions
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();

-- Down Migration
DROP TABLE config_proposals, config_entries, config_changes, config_versions, config_keys, config_head;
DROP FUNCTION refuse_change_of_history;
