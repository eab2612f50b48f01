-- Up Migration
-- The newest state of each note that an event told of. A deleted note stays as a tombstone without its words, so that
-- a late event cannot bring it back. Every index is filled from here.
CREATE TABLE received_notes (
  note_id uuid PRIMARY KEY,
  owner_id text NOT NULL CHECK (char_length(owner_id) BETWEEN 1 AND 200),
  version integer NOT NULL CHECK (version >= 1),
  state text NOT NULL CHECK (state IN ('active', 'hidden', 'deleted', 'purged')),
  title text NOT NULL,
  content text NOT NULL,
  tags text[] NOT NULL,
  changed_at timestamptz NOT NULL,
  CHECK (state = 'active' OR (title = '' AND content = '' AND tags = '{}'))
);

-- When the newest change was made that the service has heard of.
CREATE INDEX received_notes_changed ON received_notes (changed_at);

-- The generations of the index. At most one answers, and at most one is being filled.
CREATE TABLE generations (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  engine text NOT NULL CHECK (engine IN ('postgresql', 'elasticsearch')),
  state text NOT NULL CHECK (state IN ('building', 'live', 'retired', 'dropped')),
  -- Notes up to this one are copied.
  copied_to uuid,
  copied integer NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL,
  live_at timestamptz,
  retired_at timestamptz
);
CREATE UNIQUE INDEX generations_live ON generations (state) WHERE state = 'live';
CREATE UNIQUE INDEX generations_building ON generations (state) WHERE state = 'building';

-- Down Migration
DROP TABLE generations;
DROP TABLE received_notes;
