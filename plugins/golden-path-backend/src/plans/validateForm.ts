import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { validate } from 'jsonschema';

/** Checks values as the form does, page by page; each problem names its field. */
export function validateForm(
  parameters: JsonObject | JsonObject[] | undefined,
  values: JsonObject,
): void {
  const problems = [parameters ?? []].flat().flatMap(page =>
    validate(values, page).errors.map(error => {
      const field = error.path.join('.') || String(error.argument ?? '');
      return `${field}: ${error.message}`;
    }),
  );
  if (problems.length > 0) {
    throw new InputError(`The values are not accepted: ${problems.join('; ')}`);
  }
}
