import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** The root of this checkout. */
export const ROOT = resolvePackagePath('@notes/notes-delivery', '../..');

/** The folder of a package. */
export function folderOf(name: string): string {
  return join(ROOT, 'packages', name);
}
