import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const SKIPPED_DIRECTORIES = new Set([
  'node_modules',
  'dist',
  'dist-types',
  'coverage',
  '__tests__',
  '__fixtures__',
]);
const SKIPPED_FILES = /(\.test\.[cm]?[jt]sx?|\.md|~)$/;

/**
 * One hash over the content of files. Content and not time: a fresh clone or a branch switch that ends at the same
 * sources needs no rebuild.
 *
 * @param {string} base folder the entries are relative to
 * @param {string[]} entries files and folders; absent ones count as absent
 * @param {string[]} [extra] further text that belongs to the inputs
 */
export function fingerprint(base, entries, extra = []) {
  const hash = crypto.createHash('sha256');
  for (const file of entries.flatMap(entry => listFiles(base, entry)).sort()) {
    hash.update(`${file}\0`);
    hash.update(fs.readFileSync(path.join(base, file)));
    hash.update('\0');
  }
  for (const text of extra) {
    hash.update(`${text}\0`);
  }
  return hash.digest('hex');
}

function listFiles(base, entry) {
  const absolute = path.join(base, entry);
  const stat = fs.statSync(absolute, { throwIfNoEntry: false });
  if (!stat) {
    return [];
  }
  if (stat.isFile()) {
    return [entry];
  }
  return fs.readdirSync(absolute, { withFileTypes: true }).flatMap(child => {
    if (child.isDirectory()) {
      return SKIPPED_DIRECTORIES.has(child.name)
        ? []
        : listFiles(base, path.join(entry, child.name));
    }
    return child.isFile() && !SKIPPED_FILES.test(child.name)
      ? [path.join(entry, child.name)]
      : [];
  });
}
