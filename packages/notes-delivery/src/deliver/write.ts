import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderOf } from '../root';
import { compare, type Difference } from './compare';
import type { Delivered } from './Delivered';

/** Brings the package into step, and says what it changed. */
export function write(name: string, delivered: Delivered): Difference[] {
  const differences = compare(name, delivered);
  for (const { path } of differences) {
    const target = join(folderOf(name), path);
    rmSync(target, { recursive: true, force: true });
    const file = delivered.get(path);
    if (!file) continue;
    mkdirSync(dirname(target), { recursive: true });
    if (file.kind === 'link') symlinkSync(file.target, target);
    else writeFileSync(target, file.text);
  }
  return differences;
}
