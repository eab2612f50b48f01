import path from 'node:path';

/** The data directory of the Notes services, within that of the portal. */
export function notesDataOf(data) {
  return path.join(data, 'notes');
}

/** Where `npm run notes` keeps what it makes, beside what every command has. */
export function notesPaths({ data }) {
  const secrets = path.join(data, 'secrets');
  return {
    secrets,
    attachments: path.join(data, 'attachments'),
    outbox: path.join(data, 'outbox'),
    adminPassword: path.join(secrets, 'admin-password'),
    demoPassword: path.join(secrets, 'demo-password'),
    keyRing: name =>
      path.join(secrets, `${name.toLowerCase().replace(/_/g, '-')}.json`),
    databaseUrl: name => path.join(secrets, `${name}-database-url`),
    databasePassword: name => path.join(secrets, `${name}-database-password`),
  };
}
