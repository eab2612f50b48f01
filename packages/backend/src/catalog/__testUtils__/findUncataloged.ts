import fs from 'node:fs';
import path from 'node:path';
import { CatalogFiles } from './readCatalogFiles';

/** Where things live that must have an entity, the file that makes a folder one of them, and their kind. */
const PLACES = [
  {
    pattern: 'packages/*/package.json',
    file: 'catalog-info.yaml',
    kind: 'Component',
  },
  {
    pattern: 'plugins/*/package.json',
    file: 'catalog-info.yaml',
    kind: 'Component',
  },
  { pattern: 'templates/*/skeleton', file: 'template.yaml', kind: 'Template' },
];

/** Names each package, plugin and template without an entity that is reached from the root. */
export function findUncataloged(root: string, found: CatalogFiles): string[] {
  return PLACES.flatMap(({ pattern, file, kind }) =>
    fs
      .globSync(pattern, { cwd: root })
      .map(match => path.dirname(match))
      .sort()
      .flatMap(folder => {
        const own = path.join(folder, file);
        if (!fs.existsSync(path.join(root, own))) {
          return [`${folder}: has no ${file}`];
        }
        if (!found.files.has(own)) {
          return [`${own}: is not reached from the root catalog-info.yaml`];
        }
        const has = found.entities.some(
          filed => filed.file === own && filed.entity.kind === kind,
        );
        return has ? [] : [`${own}: holds no ${kind}`];
      }),
  );
}
