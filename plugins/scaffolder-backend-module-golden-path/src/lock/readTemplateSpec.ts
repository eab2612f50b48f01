import { InputError, NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { TemplateLibrary } from '@notes/plugin-golden-path-node';
import { parse } from 'yaml';

/** `spec` of the template, from the same version of the library that was rendered. */
export async function readTemplateSpec(
  library: TemplateLibrary,
): Promise<JsonObject> {
  const path = `${library.template}/template.yaml`;
  const text = await library.readText(path);
  if (text === undefined) {
    throw new NotFoundError(
      `${path} is missing: it says which parameters may be recorded`,
    );
  }
  const spec: unknown = parse(text)?.spec;
  if (typeof spec !== 'object' || spec === null) {
    throw new InputError(`${path}: spec: expected an object`);
  }
  return spec as JsonObject;
}
