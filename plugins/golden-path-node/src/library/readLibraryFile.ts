import { InputError, NotFoundError } from '@backstage/errors';
import {
  parseManifest,
  type GoldenPathManifest,
} from '@notes/plugin-golden-path-common';
import { parseDocument } from 'yaml';
import type { TemplateLibrary } from './TemplateLibrary';

/**
 * The checked manifest of the library's template.
 *
 * @public
 */
export async function readManifest(
  library: TemplateLibrary,
): Promise<GoldenPathManifest> {
  const path = `${library.template}/golden-path.yaml`;
  const text = await library.readText(path);
  if (text === undefined) {
    throw new NotFoundError(`${path} is missing: a golden path needs it`);
  }
  return parseManifest(parseYaml(text, path), path);
}

/**
 * A map of names to text that all templates share, such as pinned images; empty without the file.
 *
 * @public
 */
export async function readSharedMap(
  library: TemplateLibrary,
  path: string,
): Promise<Record<string, string>> {
  const text = await library.readText(path);
  const data: unknown = text === undefined ? {} : (parseYaml(text, path) ?? {});
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new InputError(`${path}: expected a map of names to text`);
  }
  for (const [name, value] of Object.entries(data)) {
    if (typeof value !== 'string' || value === '') {
      throw new InputError(`${path}: ${name}: expected text`);
    }
  }
  return data as Record<string, string>;
}

function parseYaml(text: string, path: string): unknown {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) {
    throw new InputError(`${path}: ${error.message.split('\n')[0]}`);
  }
  return document.toJS();
}
