-- Up Migration
CREATE TABLE notes (
  id uuid PRIMARY KEY,
  owner_id text NOT NULL CHECK (char_length(owner_id) BETWEEN 1 AND 200),
  version integer NOT NULL CHECK (version >= 1),
  state text NOT NULL CHECK (state IN ('active', 'deleted', 'quarantined')),
  reason text,
  title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
  content text NOT NULL CHECK (octet_length(content) <= 65536),
  tags jsonb NOT NULL CHECK (jsonb_typeof(tags) = 'array' AND jsonb_array_length(tags) <= 20),
  idempotency_key text,
  fingerprint text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  deleted_at timestamptz,
  CHECK ((state = 'deleted') = (deleted_at IS NOT NULL))
);

-- Pages of one owner are read in this order, newest first.
CREATE INDEX notes_page ON notes (owner_id, state, created_at DESC, id DESC);

-- A key belongs to its owner: two callers may choose the same one.
CREATE UNIQUE INDEX notes_idempotency ON notes (owner_id, idempotency_key) WHERE idempotency_key IS NOT NULL;

-- The retention job looks for what has been in the bin for long.
CREATE INDEX notes_bin ON notes (deleted_at) WHERE state = 'deleted';

-- Every accepted write, so that it can be read and written again.
CREATE TABLE note_versions (
  note_id uuid NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
  version integer NOT NULL,
  change text NOT NULL,
  restored_from integer,
  title text NOT NULL,
  content text NOT NULL,
  tags jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (note_id, version)
);

-- One row for each tag of a note, in the order of the pages: a page of a rare tag costs no more than one of all.
CREATE TABLE note_tags (
  owner_id text NOT NULL,
  state text NOT NULL,
  tag text NOT NULL,
  created_at timestamptz NOT NULL,
  note_id uuid NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
  PRIMARY KEY (note_id, tag)
);
CREATE INDEX note_tags_page ON note_tags (owner_id, state, tag, created_at DESC, note_id DESC);

-- Down Migration
DROP TABLE note_tags;
DROP TABLE note_versions;
DROP TABLE notes;
