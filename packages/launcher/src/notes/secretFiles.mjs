import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const OWNER_ONLY = 0o600;

/**
 * The text of a secret that is made once. Only the owner may read the file, and nothing of it is printed: services
 * get its name.
 *
 * @param {string} file
 * @param {() => string} make
 */
export function ensureSecretFile(file, make) {
  const known = readSecret(file);
  if (known !== undefined) {
    fs.chmodSync(file, OWNER_ONLY);
    return known;
  }
  const text = make();
  writeSecretFile(file, text);
  return text;
}

/** Writes through a temporary file, so that a service never reads half a secret. */
export function writeSecretFile(file, text) {
  const folder = path.dirname(file);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  fs.chmodSync(folder, 0o700);
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, `${text}\n`, { mode: OWNER_ONLY });
  fs.renameSync(temporary, file);
}

export function randomPassword() {
  return crypto.randomBytes(24).toString('base64url');
}

/** A key ring as the services read it, with one key. */
export function randomKeyRing() {
  const id = `k${new Date().toISOString().slice(0, 10)}`;
  const key = crypto.randomBytes(32).toString('base64');
  return JSON.stringify({ current: id, keys: { [id]: key } });
}

function readSecret(file) {
  try {
    return fs.readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
