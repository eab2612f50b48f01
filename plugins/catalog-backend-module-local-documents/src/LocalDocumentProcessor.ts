import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  processingResult,
  type CatalogProcessor,
  type CatalogProcessorEmit,
} from '@backstage/plugin-catalog-node';

/** The catalog keeps the whole text in its database and sends it to browsers. */
const LARGEST = 2 * 1024 * 1024;

/** Puts the text of `./openapi.yaml` into an API whose catalog file lies on this machine. */
export class LocalDocumentProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'LocalDocumentProcessor';
  }

  /** Before the stock processor, which refuses a path where it expects a URL. */
  getPriority(): number {
    return 10;
  }

  async preProcessEntity(
    entity: Entity,
    location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const path = pathOf(entity);
    if (location.type !== 'file' || path === undefined) return entity;
    const file = await findBeside(location.target, path);
    emit(processingResult.refresh(`file:${file}`));
    const definition = await readFile(file, 'utf8');
    return { ...entity, spec: { ...entity.spec, definition } };
  }
}

/** The path that the definition of an API names; nothing for a text, a URL or another kind. */
function pathOf({ kind, spec }: Entity): string | undefined {
  const definition = spec?.definition;
  if (kind !== 'API' || typeof definition !== 'object') return undefined;
  const path = (definition as { $text?: unknown } | null)?.$text;
  return typeof path === 'string' && !path.includes('://') ? path : undefined;
}

/** The real path of the document; a link must not lead out of the folder of the catalog file. */
async function findBeside(catalogFile: string, path: string): Promise<string> {
  const folder = await realpath(dirname(catalogFile));
  const file = await realpath(resolve(folder, path)).catch(() => {
    throw new InputError(`definition.$text: there is no file "${path}"`);
  });
  if (!file.startsWith(folder + sep)) {
    throw new InputError(
      `definition.$text: "${path}" leads out of the folder of the catalog file`,
    );
  }
  const { size } = await stat(file);
  if (size > LARGEST) {
    throw new InputError(
      `definition.$text: "${path}" has ${size} bytes, expected at most ${LARGEST}`,
    );
  }
  return file;
}
