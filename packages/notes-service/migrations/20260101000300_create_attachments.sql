-- Up Migration
CREATE TABLE attachments (
  id uuid PRIMARY KEY,
  note_id uuid NOT NULL,
  owner_id text NOT NULL,
  -- Chosen by the service; nothing that a caller sends becomes part of a path or an object's name.
  storage_key uuid NOT NULL UNIQUE,
  file_name text NOT NULL,
  content_type text NOT NULL,
  size integer NOT NULL CHECK (size BETWEEN 1 AND 10485760),
  sha256 text,
  state text NOT NULL CHECK (state IN ('pending', 'complete')),
  idempotency_key text,
  fingerprint text,
  created_at timestamptz NOT NULL,
  completed_at timestamptz
);
CREATE INDEX attachments_note ON attachments (note_id, created_at, id);
CREATE UNIQUE INDEX attachments_idempotency ON attachments (note_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX attachments_pending ON attachments (created_at) WHERE state = 'pending';

-- Objects that no attachment names any more. A job removes them from the store, then from here.
CREATE TABLE object_removals (
  storage_key uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- One replica at a time does a job.
CREATE TABLE job_leases (
  name text PRIMARY KEY,
  holder uuid NOT NULL,
  until timestamptz NOT NULL
);

-- Down Migration
DROP TABLE job_leases;
DROP TABLE object_removals;
DROP TABLE attachments;
