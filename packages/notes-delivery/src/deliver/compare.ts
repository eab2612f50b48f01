import { globSync, lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '../root';
import { sharedPartsOf } from './links';
import type { Delivered, DeliveredFile } from './Delivered';

/** A path whose content is not what render and overlay say. */
export interface Difference {
  readonly path: string;
  readonly state: 'missing' | 'different' | 'not delivered';
}

/** Folders that hold nothing but what is delivered. */
const OWN = '{charts,claims,deploy,observability,policies,chaos,vault,smoke}';

/** In what the package differs from what it should have; nothing when it is in step. */
export function compare(name: string, delivered: Delivered): Difference[] {
  const folder = folderOf(name);
  const wrong = [...delivered].flatMap(([path, file]) => {
    const there = read(join(folder, path));
    if (!there) return { path, state: 'missing' as const };
    return isSame(there, file) ? [] : { path, state: 'different' as const };
  });
  const extra = filesBelow(name)
    .filter(path => !delivered.has(path))
    .map(path => ({ path, state: 'not delivered' as const }));
  return [...wrong, ...extra];
}

/** Every file of the folders above, links as themselves. */
export function filesBelow(name: string): string[] {
  const links = sharedPartsOf(name).map(({ path }) => path);
  return globSync(`${OWN}/**`, {
    cwd: folderOf(name),
    exclude: path => links.some(link => path.startsWith(`${link}/`)),
  }).filter(path => !lstatSync(join(folderOf(name), path)).isDirectory());
}

function read(path: string): DeliveredFile | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return undefined;
  return stats.isSymbolicLink()
    ? { kind: 'link', target: readlinkSync(path) }
    : { kind: 'text', text: readFileSync(path, 'utf8') };
}

function isSame(one: DeliveredFile, other: DeliveredFile): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
