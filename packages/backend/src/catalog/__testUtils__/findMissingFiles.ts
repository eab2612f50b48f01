import fs from 'node:fs';
import path from 'node:path';
import { FiledEntity } from './readCatalogFiles';

/**
 * Names each annotation that points to a file that is not there, and each
 * placeholder with a relative path that the catalog cannot read when the
 * entity comes from a file and not from a URL.
 */
export function findMissingFiles(
  root: string,
  entities: FiledEntity[],
): string[] {
  return entities.flatMap(({ file, entity }) => {
    const folder = path.join(root, path.dirname(file));
    const name = entity.metadata?.name;
    const missing = annotationTargets(entity)
      .filter(({ target }) => !fs.existsSync(path.resolve(folder, target)))
      .map(
        ({ where, target }) =>
          `${file}: ${where} of ${name} points to "${target}", which does not exist`,
      );
    const unreadable = placeholderTargets(entity.spec)
      .filter(
        ({ where, target }) =>
          !isLocalDocument(entity, where) ||
          !fs.existsSync(path.resolve(folder, target)),
      )
      .map(
        ({ where, target }) =>
          `${file}: ${where} of ${name} points to "${target}", which cannot be read from a file Location`,
      );
    return [...missing, ...unreadable];
  });
}

/** The module `local-documents` reads the definition of an API beside its file; the stock catalog reads no file. */
function isLocalDocument({ kind }: FiledEntity['entity'], where: string) {
  return kind === 'API' && where === '$text';
}

interface Target {
  where: string;
  target: string;
}

function annotationTargets({ metadata }: FiledEntity['entity']): Target[] {
  return Object.entries(metadata?.annotations ?? {}).flatMap(
    ([where, value]) => {
      const [, type, target] = /^(dir|file):(?!\/\/)(.*)$/.exec(value) ?? [];
      if (!type) {
        return [];
      }
      // Docs are built from the settings and the pages together.
      return where === 'backstage.io/techdocs-ref'
        ? ['mkdocs.yml', 'docs/index.md'].map(page => ({
            where,
            target: path.join(target, page),
          }))
        : [{ where, target }];
    },
  );
}

function placeholderTargets(value: unknown): Target[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    ['$text', '$json', '$yaml', '$openapi', '$asyncapi'].includes(key) &&
    typeof inner === 'string' &&
    !inner.includes('://')
      ? [{ where: key, target: inner }]
      : placeholderTargets(inner),
  );
}
