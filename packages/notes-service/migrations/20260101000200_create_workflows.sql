-- Up Migration
-- A workflow has no foreign key to its note: with MONGO_URL the note lives elsewhere.
CREATE TABLE workflows (
  note_id uuid PRIMARY KEY,
  owner_id text NOT NULL,
  version integer NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'completed', 'compensated', 'cancelled')),
  -- The events that ask for the steps, kept until the workflow ends so that they can be sent again.
  note_event jsonb,
  mail_event jsonb,
  started_at timestamptz NOT NULL,
  deadline_at timestamptz NOT NULL,
  finished_at timestamptz,
  run_at timestamptz NOT NULL,
  lease_token uuid,
  lease_until timestamptz
);

-- What is due next.
CREATE INDEX workflows_due ON workflows (run_at) WHERE state = 'running';

CREATE TABLE workflow_steps (
  note_id uuid NOT NULL REFERENCES workflows (note_id) ON DELETE CASCADE,
  name text NOT NULL CHECK (name IN ('mail', 'index', 'audit')),
  state text NOT NULL CHECK (state IN ('requested', 'done', 'failed')),
  attempts integer NOT NULL,
  requested_at timestamptz NOT NULL,
  retry_at timestamptz NOT NULL,
  finished_at timestamptz,
  detail text,
  PRIMARY KEY (note_id, name)
);

-- What happened, in order. It is only ever added to.
CREATE TABLE workflow_journal (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  note_id uuid NOT NULL REFERENCES workflows (note_id) ON DELETE CASCADE,
  at timestamptz NOT NULL,
  entry text NOT NULL,
  step text
);
CREATE INDEX workflow_journal_note ON workflow_journal (note_id, position);

-- Down Migration
DROP TABLE workflow_journal;
DROP TABLE workflow_steps;
DROP TABLE workflows;
