-- Up Migration
CREATE TABLE deliveries (
  id uuid PRIMARY KEY,
  key text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('mail', 'slack', 'webhook')),
  recipient_id uuid NOT NULL,
  -- The same idempotency key for the outside: in the queue, in Message-ID and in the outbox on the disk.
  send_key text NOT NULL UNIQUE,
  template text NOT NULL,
  -- Forgotten when it is sent: nothing is kept of a mail but that it went out.
  data jsonb,
  note_id uuid,
  note_version integer,
  cause_id text NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'queued', 'sent', 'suppressed', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  reason text,
  receipt text,
  run_at timestamptz NOT NULL,
  lease_token uuid,
  lease_until timestamptz,
  created_at timestamptz NOT NULL,
  settled_at timestamptz,
  -- One mail for a key, whatever is delivered again.
  UNIQUE (key, channel, recipient_id),
  CHECK ((settled_at IS NOT NULL) = (state IN ('sent', 'suppressed', 'failed')))
);
CREATE INDEX deliveries_due ON deliveries (channel, run_at) WHERE state = 'pending';
CREATE INDEX deliveries_page ON deliveries (recipient_id, created_at DESC, id DESC);

-- The queue between the consumer and the function, on machines without SQS.
CREATE TABLE queue_messages (
  id uuid PRIMARY KEY,
  send_key text NOT NULL UNIQUE,
  body text NOT NULL,
  receive_count integer NOT NULL DEFAULT 0,
  visible_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX queue_messages_visible ON queue_messages (visible_at);

-- Down Migration
DROP TABLE queue_messages;
DROP TABLE deliveries;
