-- Up Migration
CREATE TABLE users (
  id uuid PRIMARY KEY,
  -- Both are null once the person is anonymised; the row stays, so that events and owners keep a subject.
  email text,
  email_key text UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
  -- Null for people who sign in through a provider only.
  password_hash text,
  status text NOT NULL CHECK (status IN ('active', 'disabled', 'deleted')),
  preferences jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK ((email IS NULL) = (email_key IS NULL)),
  CHECK (status <> 'deleted' OR (email IS NULL AND password_hash IS NULL))
);

-- Pages of people are read in this order.
CREATE INDEX users_position ON users (created_at, id);
-- People are searched by the beginning of their address or name.
CREATE INDEX users_email_prefix ON users (email_key text_pattern_ops);
CREATE INDEX users_name_prefix ON users (lower(name) text_pattern_ops);

CREATE TABLE roles (
  name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9-]{1,39}$'),
  description text NOT NULL CHECK (char_length(description) <= 200),
  permissions text[] NOT NULL,
  -- Built-in roles cannot be removed, and nobody can take permissions from admin.
  built_in boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO roles (name, description, permissions, built_in) VALUES
  ('user', 'Writes and finds notes of their own',
   '{notes:read,notes:write,search:read,email:read,email:write}', true),
  ('auditor', 'Reads the audit trail', '{audit:read}', true),
  ('admin', 'Everything',
   '{notes:read,notes:write,search:read,audit:read,config:read,config:write,users:read,users:write,email:read,email:write}',
   true);

CREATE TABLE user_roles (
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  role text NOT NULL REFERENCES roles ON DELETE CASCADE,
  PRIMARY KEY (user_id, role)
);

CREATE INDEX user_roles_role ON user_roles (role);

-- Down Migration
DROP TABLE user_roles;
DROP TABLE roles;
DROP TABLE users;
