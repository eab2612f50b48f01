-- Up Migration
-- The records, each with the hash of the one before it. What a query looks for is made from the record itself, so it
-- cannot say anything else.
CREATE TABLE audit_records (
  sequence bigint PRIMARY KEY CHECK (sequence >= 1),
  record jsonb NOT NULL,
  previous_hash bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  -- An event is recorded once, also when the bus brings it again after its memory of handled events has ended.
  event_id text NOT NULL GENERATED ALWAYS AS (record ->> 'eventId') STORED UNIQUE,
  -- ISO 8601 in UTC with milliseconds: its order as text is its order in time.
  occurred_at text COLLATE "C" NOT NULL GENERATED ALWAYS AS (record ->> 'occurredAt') STORED,
  actor text NOT NULL GENERATED ALWAYS AS (record ->> 'actor') STORED,
  action text NOT NULL GENERATED ALWAYS AS (record ->> 'action') STORED,
  subject text NOT NULL GENERATED ALWAYS AS (record ->> 'subject') STORED
);
CREATE INDEX audit_records_actor ON audit_records (actor, sequence DESC);
CREATE INDEX audit_records_action ON audit_records (action, sequence DESC);
CREATE INDEX audit_records_subject ON audit_records (subject, sequence DESC);
CREATE INDEX audit_records_time ON audit_records (occurred_at);

-- The end of the chain. Whoever adds to it holds this row.
CREATE TABLE audit_head (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  sequence bigint NOT NULL,
  hash bytea NOT NULL
);
INSERT INTO audit_head (sequence, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

-- Signed from time to time: how far the chain went, and its hash there.
CREATE TABLE audit_checkpoints (
  number bigint PRIMARY KEY CHECK (number >= 1),
  token text NOT NULL
);

-- What the verifications found, and how far the one at hand is.
CREATE TABLE audit_verifications (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('running', 'intact', 'broken', 'abandoned')),
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  checked bigint NOT NULL DEFAULT 0,
  total bigint NOT NULL DEFAULT 0,
  broken_sequence bigint,
  reason text
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: it is only ever added to', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_records
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER only_moved BEFORE DELETE OR TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Also for a session that calls itself a replica.
ALTER TABLE audit_records ENABLE ALWAYS TRIGGER only_added_to;
ALTER TABLE audit_checkpoints ENABLE ALWAYS TRIGGER only_added_to;
ALTER TABLE audit_head ENABLE ALWAYS TRIGGER only_moved;

-- The service works as this role, which may add and nothing else. Where the role cannot be made (a managed server),
-- the triggers are what is left, and the service says so when it starts.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'notes_audit_writer') THEN
    BEGIN
      CREATE ROLE notes_audit_writer NOLOGIN;
    EXCEPTION
      -- Another database of this server was migrated at the same time.
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN RETURN;
    END;
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO notes_audit_writer', current_schema());
  GRANT SELECT, INSERT ON audit_records, audit_checkpoints TO notes_audit_writer;
  GRANT SELECT, UPDATE ON audit_head TO notes_audit_writer;
  GRANT SELECT, INSERT, UPDATE ON audit_verifications TO notes_audit_writer;
  GRANT SELECT, INSERT, DELETE ON outbox, processed_events TO notes_audit_writer;
  IF NOT pg_has_role(current_user, 'notes_audit_writer', 'MEMBER') THEN
    EXECUTE format('GRANT notes_audit_writer TO %I', current_user);
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'the role notes_audit_writer cannot be used here';
END $$;

-- Down Migration
DROP TABLE audit_verifications;
DROP TABLE audit_checkpoints;
DROP TABLE audit_head;
DROP TABLE audit_records;
DROP FUNCTION refuse_change;
