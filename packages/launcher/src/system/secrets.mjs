import crypto from 'node:crypto';
import fs from 'node:fs';

import { readJson, writeJson } from './jsonFile.mjs';

const NAMES = ['backendSecret', 'sessionSecret', 'postgresPassword'];

/**
 * Random secrets of this data directory, made once. Only the owner may read the file; nothing of it is printed.
 *
 * @param {{ secretsFile: string }} paths
 * @returns {{ backendSecret: string, sessionSecret: string, postgresPassword: string }}
 */
export function loadSecrets({ secretsFile }) {
  const known = readJson(secretsFile) ?? {};
  const missing = NAMES.filter(
    name => typeof known[name] !== 'string' || known[name] === '',
  );
  if (missing.length > 0) {
    for (const name of missing) {
      known[name] = crypto.randomBytes(32).toString('base64url');
    }
    writeJson(secretsFile, known, { mode: 0o600 });
  }
  fs.chmodSync(secretsFile, 0o600);
  return known;
}
