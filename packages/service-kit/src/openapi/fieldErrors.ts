import type { ErrorObject } from 'ajv';
import type { FieldError } from '../http/Problem.ts';

/** Says of each wrong value where it stands and what is accepted there. */
export function fieldErrors(
  errors: readonly ErrorObject[],
  place: string,
): FieldError[] {
  return errors.map(error => ({
    in: place,
    field: fieldOf(error, place),
    message: messageOf(error),
  }));
}

export function summaryOf(errors: readonly FieldError[]): string {
  return errors
    .map(error => `${error.in} ${error.field} ${error.message}`)
    .join('; ');
}

function fieldOf(error: ErrorObject, place: string): string {
  const params = error.params as Record<string, string | undefined>;
  const child =
    params.missingProperty ??
    params.additionalProperty ??
    params.unevaluatedProperty;
  const pointer =
    child === undefined
      ? error.instancePath
      : `${error.instancePath}/${child.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return place === 'body' ? pointer || '/' : pointer.slice(1);
}

function messageOf(error: ErrorObject): string {
  const { allowedValue, allowedValues } = error.params as {
    allowedValue?: unknown;
    allowedValues?: readonly unknown[];
  };
  if (allowedValues)
    return `must be one of ${allowedValues.map(String).join(', ')}`;
  if (error.keyword === 'const')
    return `must be ${JSON.stringify(allowedValue)}`;
  if (
    error.keyword === 'additionalProperties' ||
    error.keyword === 'unevaluatedProperties'
  )
    return 'is not known';
  if (error.keyword === 'required') return 'is required';
  return error.message ?? 'is not valid';
}
