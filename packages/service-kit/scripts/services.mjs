import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGES = fileURLToPath(new URL('../..', import.meta.url));

const NAMES = [
  ...[
    'service-kit',
    'events',
    'api-gateway',
    'auth-service',
    'notes-service',
    'search-service',
  ],
  ...['email-service', 'audit-service', 'config-service', 'functions'],
  'notes-proof',
];

/** The folders of all packages of the Notes application. */
export const SERVICE_FOLDERS = NAMES.map(name => path.join(PACKAGES, name));
