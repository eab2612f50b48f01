-- Up Migration
-- One number for each person. It is sealed; of the code that confirms it only a hash is kept.
CREATE TABLE sms_channels (
  user_id uuid PRIMARY KEY,
  enabled boolean NOT NULL,
  reason text,
  sealed_number text NOT NULL,
  confirmed_at timestamptz,
  code_hash text,
  code_until timestamptz,
  code_attempts integer NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL,
  CHECK ((code_hash IS NULL) = (code_until IS NULL)),
  CHECK (confirmed_at IS NULL OR code_hash IS NULL)
);

-- What was sent to whom on a day, so that the limit of a day holds over all replicas.
CREATE TABLE sms_sends (
  user_id uuid NOT NULL,
  send_key text NOT NULL,
  day date NOT NULL,
  PRIMARY KEY (user_id, send_key)
);

ALTER TABLE deliveries DROP CONSTRAINT deliveries_channel_check;
ALTER TABLE deliveries ADD CONSTRAINT deliveries_channel_check
  CHECK (channel IN ('mail', 'slack', 'webhook', 'sms'));

-- Down Migration
DELETE FROM deliveries WHERE channel = 'sms';
ALTER TABLE deliveries DROP CONSTRAINT deliveries_channel_check;
ALTER TABLE deliveries ADD CONSTRAINT deliveries_channel_check
  CHECK (channel IN ('mail', 'slack', 'webhook'));
DROP TABLE sms_sends;
DROP TABLE sms_channels;
