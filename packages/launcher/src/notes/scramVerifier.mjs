import crypto from 'node:crypto';

const ITERATIONS = 4096;

/**
 * What PostgreSQL keeps of a password (RFC 5802 with SHA-256). Sent instead of the password, so that no statement in
 * the log of the server ever holds one.
 */
export function scramVerifier(password, salt = crypto.randomBytes(16)) {
  const salted = crypto.pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const hmac = text =>
    crypto.createHmac('sha256', salted).update(text).digest();
  const storedKey = crypto
    .createHash('sha256')
    .update(hmac('Client Key'))
    .digest('base64');
  const serverKey = hmac('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}
