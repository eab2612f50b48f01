import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { EmittedRepository } from '../repository';

/**
 * A golden snapshot: every file of a combination, one per line, with its mode and the beginning of its hash.
 *
 * The content itself is in the layers, where a review sees it change; the snapshot shows which repositories a change
 * of a layer reaches.
 */
export function snapshotOf(
  repository: EmittedRepository,
  ignored: RegExp,
): string {
  const lines = repository
    .paths()
    .filter(path => !ignored.test(path))
    .map(path => {
      const { content, executable } = repository.file(path);
      const hash = createHash('sha256').update(content).digest('hex');
      return `${hash.slice(0, 16)} ${executable ? 'x' : '-'} ${path}`;
    });
  return `${lines.join('\n')}\n`;
}

/** What differs from the kept snapshot, one line for each file; none when nothing does. */
export function compareSnapshot(file: string, actual: string): string[] {
  if (!existsSync(file)) {
    return ['there is no snapshot yet; --update writes one'];
  }
  return compareTexts(readFileSync(file, 'utf8'), actual);
}

/** What differs between two snapshots, one line for each file. */
export function compareTexts(earlier: string, later: string): string[] {
  const before = byPath(earlier);
  const after = byPath(later);
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .filter(path => before.get(path) !== after.get(path))
    .map(path => {
      if (!before.has(path)) return `new: ${path}`;
      return after.has(path) ? `changed: ${path}` : `gone: ${path}`;
    });
}

export function writeSnapshot(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The path of a line stands behind the hash and the mode. */
function byPath(text: string): Map<string, string> {
  return new Map(
    text
      .split('\n')
      .filter(Boolean)
      .map(line => [line.slice(19), line.slice(0, 18)]),
  );
}
