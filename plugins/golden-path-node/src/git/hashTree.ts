import { createHash } from 'node:crypto';
import type { RenderedFile } from '../render';

type Folder = { [name: string]: Folder | RenderedFile };

/**
 * The name that git gives to a blob.
 *
 * @public
 */
export function hashBlob(content: Buffer): string {
  return hashObject('blob', content).toString('hex');
}

/**
 * The name that git gives to a tree of files: the same files always have the same one.
 *
 * @public
 */
export function hashTree(files: readonly RenderedFile[]): string {
  const root: Folder = Object.create(null);
  for (const file of files) {
    place(root, file.path.split('/'), file);
  }
  return hashFolder(root).toString('hex');
}

function place(folder: Folder, [name, ...rest]: string[], file: RenderedFile) {
  if (rest.length === 0) {
    folder[name] = file;
    return;
  }
  folder[name] ??= Object.create(null) as Folder;
  place(folder[name] as Folder, rest, file);
}

function hashFolder(folder: Folder): Buffer {
  const entries = Object.entries(folder).map(([name, entry]) => {
    const file = isFile(entry);
    return {
      // git sorts a folder as if its name ended with a slash.
      sortBy: Buffer.from(file ? name : `${name}/`),
      mode: modeOf(entry),
      name,
      hash: file ? hashObject('blob', entry.content) : hashFolder(entry),
    };
  });
  entries.sort((a, b) => Buffer.compare(a.sortBy, b.sortBy));
  return hashObject(
    'tree',
    Buffer.concat(
      entries.flatMap(({ mode, name, hash }) => [
        Buffer.from(`${mode} ${name}\0`),
        hash,
      ]),
    ),
  );
}

function isFile(entry: Folder | RenderedFile): entry is RenderedFile {
  return Buffer.isBuffer(entry.content);
}

function modeOf(entry: Folder | RenderedFile): string {
  if (!isFile(entry)) {
    return '40000';
  }
  if (entry.symlink) {
    return '120000';
  }
  return entry.executable ? '100755' : '100644';
}

function hashObject(type: 'blob' | 'tree', content: Buffer): Buffer {
  return createHash('sha1')
    .update(`${type} ${content.length}\0`)
    .update(content)
    .digest();
}
