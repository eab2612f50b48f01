import fs from 'node:fs';
import path from 'node:path';
import { Entity } from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';

/** An entity and the file it stands in. */
export interface FiledEntity {
  file: string;
  entity: Entity;
}

/** What is reached from the root of the catalog, and what stands in the way. */
export interface CatalogFiles {
  entities: FiledEntity[];
  files: Set<string>;
  problems: string[];
}

/** Follows the Locations of a checkout from its `catalog-info.yaml`, as the portal does. */
export function readCatalogFiles(root: string): CatalogFiles {
  const found: CatalogFiles = { entities: [], files: new Set(), problems: [] };
  readFile(root, 'catalog-info.yaml', found);
  return found;
}

function readFile(root: string, file: string, found: CatalogFiles) {
  if (found.files.has(file)) {
    return;
  }
  found.files.add(file);
  for (const document of parseAllDocuments(
    fs.readFileSync(path.join(root, file), 'utf8'),
  )) {
    const [error] = document.errors;
    if (error) {
      found.problems.push(`${file}: ${error.message.split('\n')[0]}`);
      continue;
    }
    const entity = document.toJS() as Entity | null;
    if (entity) {
      found.entities.push({ file, entity });
      followTargets(root, { file, entity }, found);
    }
  }
}

function followTargets(
  root: string,
  { file, entity }: FiledEntity,
  found: CatalogFiles,
) {
  if (entity.kind !== 'Location') {
    return;
  }
  const { target, targets = target ? [target] : [] } = (entity.spec ?? {}) as {
    target?: string;
    targets?: string[];
  };
  for (const pattern of targets) {
    const relative = path.posix.join(path.posix.dirname(file), pattern);
    const matches = fs.globSync(relative, { cwd: root }).sort();
    if (matches.length === 0) {
      found.problems.push(`${file}: target "${pattern}" matches no file`);
    }
    for (const match of matches) {
      readFile(root, match, found);
    }
  }
}
