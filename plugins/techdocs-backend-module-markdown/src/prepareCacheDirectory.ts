import { lstatSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { LoggerService } from '@backstage/backend-plugin-api';

/**
 * Returns the folder when only this user can write to it. Cached pages are published
 * without being sanitised again, so nobody else may be able to place one.
 */
export function prepareCacheDirectory(
  directory: string,
  logger: LoggerService,
): string | undefined {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const stats = lstatSync(directory);
    const { uid } = userInfo();
    const owned = uid === -1 || stats.uid === uid;
    if (stats.isDirectory() && owned && (stats.mode & 0o022) === 0) {
      return directory;
    }
    logger.warn(
      `Docs are built without a cache: "${directory}" can be written by others`,
    );
  } catch (error) {
    logger.warn(
      `Docs are built without a cache: "${directory}" cannot be used: ${error}`,
    );
  }
  return undefined;
}
