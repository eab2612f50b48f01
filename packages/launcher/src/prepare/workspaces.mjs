import fs from 'node:fs';
import path from 'node:path';

import { readJson } from '../system/jsonFile.mjs';

/**
 * The workspaces of the checkout, read without yarn: they are needed before anything is installed.
 *
 * @returns {{ directory: string, manifest: Record<string, any> }[]} directories relative to the checkout
 */
export function listWorkspaces(checkout) {
  const patterns =
    readJson(path.join(checkout, 'package.json'))?.workspaces ?? [];
  return patterns
    .flatMap(pattern => expand(checkout, pattern))
    .map(directory => ({
      directory,
      manifest: readJson(path.join(checkout, directory, 'package.json')),
    }))
    .filter(workspace => workspace.manifest !== undefined)
    .sort((a, b) => a.directory.localeCompare(b.directory));
}

/** Only the form `folder/*` and plain folders are used in this checkout. */
function expand(checkout, pattern) {
  if (!pattern.endsWith('/*')) {
    return [pattern];
  }
  const parent = pattern.slice(0, -2);
  const absolute = path.join(checkout, parent);
  if (!fs.existsSync(absolute)) {
    return [];
  }
  return fs
    .readdirSync(absolute, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => path.join(parent, entry.name));
}
