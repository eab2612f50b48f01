import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import { FieldSchema, PlatformApi } from './PlatformApi';
import type { SpecProblem } from './SpecProblem';

const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
const validators = new Map<string, ValidateFunction>();

/** Finds what the schema refuses: wrong types, values out of bounds, fields that are missing or unknown. */
export function findSchemaProblems(
  api: PlatformApi,
  spec: unknown,
): SpecProblem[] {
  let validate = validators.get(api.kind);
  if (!validate) {
    validate = ajv.compile(closed(api.spec));
    validators.set(api.kind, validate);
  }
  return validate(spec) ? [] : (validate.errors ?? []).map(toProblem);
}

/** The control plane drops unknown fields in silence; here they are refused, since each is a mistake. */
function closed(schema: FieldSchema): object {
  const { properties, items } = schema;
  return {
    ...schema,
    ...(items ? { items: closed(items) } : {}),
    ...(properties
      ? {
          additionalProperties: false,
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, field]) => [
              key,
              closed(field),
            ]),
          ),
        }
      : {}),
  };
}

function toProblem(error: ErrorObject): SpecProblem {
  const path = toPath(error.instancePath);
  const schema = error.parentSchema as FieldSchema;
  switch (error.keyword) {
    case 'required':
      return {
        path: `${path}.${error.params.missingProperty}`,
        value: undefined,
        message: `is needed: ${accepted(schema.properties?.[error.params.missingProperty])}`,
      };
    case 'additionalProperties':
      return {
        path: `${path}.${error.params.additionalProperty}`,
        value: (error.data as Record<string, unknown>)[
          error.params.additionalProperty
        ],
        message: `is not a field here; the fields are ${Object.keys(schema.properties ?? {}).join(', ')}`,
      };
    default:
      return {
        path,
        value: error.data,
        message: `must be ${accepted(schema)}`,
      };
  }
}

function toPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .reduce(
      (path, part) =>
        /^\d+$/.test(part) ? `${path}[${part}]` : `${path}.${part}`,
      'spec',
    );
}

/** Says what a field accepts, in words. */
export function accepted(schema?: FieldSchema): string {
  if (!schema) {
    return 'a value';
  }
  if (schema.enum) {
    return `one of ${schema.enum.join(', ')}`;
  }
  switch (schema.type) {
    case 'integer':
      return `a whole number from ${schema.minimum} to ${schema.maximum}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list of ${schema.minItems} to ${schema.maxItems} items`;
    case 'object':
      return `an object with ${Object.keys(schema.properties ?? {}).join(', ')}`;
    default:
      return `text of ${schema.minLength ?? 0} to ${schema.maxLength} characters${
        schema.pattern ? ` that matches ${schema.pattern}` : ''
      }`;
  }
}
