import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** The templates of this checkout and what they share. */
export const LIBRARY = resolvePackagePath(
  '@notes/template-kit',
  '../../templates',
);

/** The templates below a library, by name; `_shared` is none. */
export function listTemplates(library: string): string[] {
  return readdirSync(library)
    .filter(name => existsSync(join(library, name, 'template.yaml')))
    .sort();
}
