import { spawnSync } from 'node:child_process';

/**
 * PostgreSQL refuses to run as root, which is what people are in containers. A user namespace gives it an
 * ordinary user without making one on the system; files made inside belong to root outside.
 */
export function runUnprivileged(file: string, args: readonly string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [file, [...args]];

  const namespace = ['--user', '--map-user=1000', '--map-group=1000'];
  if (spawnSync('unshare', [...namespace, 'true']).status !== 0) {
    throw new Error(
      'PostgreSQL does not run as root, and this machine does not allow user namespaces. Start as an ordinary user, or set DATABASE_URL.',
    );
  }
  return ['unshare', [...namespace, file, ...args]];
}
