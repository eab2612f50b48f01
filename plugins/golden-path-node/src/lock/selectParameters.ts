import type { JsonObject, JsonValue } from '@backstage/types';
import { looksRandom, namesSecret } from './looksSecret';

/** The parameters that a lock may hold, and the names of those that it may not. */
export type SelectedParameters = { parameters: JsonObject; omitted: string[] };

/**
 * Takes over what the template's form declares, except for anything that is or looks like a secret.
 *
 * A list of allowed names and not of forbidden ones: what nobody declared is not written.
 *
 * @public
 */
export function selectParameters(options: {
  /** `spec.parameters` of the template. */
  pages: JsonValue | undefined;
  values: JsonObject;
  /** Values of parameters that were left out; only those that the form declares are taken over. */
  defaults?: JsonObject;
  /** The secrets of the task; a parameter that holds one is left out. */
  secrets?: Record<string, string>;
}): SelectedParameters {
  const declared = new Map<string, JsonObject>();
  collectProperties(options.pages, declared);
  const secretValues = Object.values(options.secrets ?? {}).filter(Boolean);
  const parameters: JsonObject = {};
  const omitted: string[] = [];
  const values = {
    ...Object.fromEntries(
      Object.entries(options.defaults ?? {}).filter(([name]) =>
        declared.has(name),
      ),
    ),
    ...options.values,
  };
  for (const name of Object.keys(values).sort()) {
    const value = values[name];
    if (value === undefined) {
      continue;
    }
    const schema = declared.get(name);
    const text = JSON.stringify(value);
    const allowed =
      schema !== undefined &&
      !isSecretField(name, schema) &&
      !secretValues.some(secret => text.includes(secret)) &&
      (isClosed(schema) || !stringsIn(value).some(looksRandom));
    if (allowed) {
      parameters[name] = value;
    } else {
      omitted.push(name);
    }
  }
  return { parameters, omitted };
}

/** Wherever `properties` stand: on a page, below `dependencies`, in `allOf` or `oneOf`. */
function collectProperties(
  node: JsonValue | undefined,
  found: Map<string, JsonObject>,
) {
  if (typeof node !== 'object' || node === null) {
    return;
  }
  if (Array.isArray(node)) {
    node.forEach(each => collectProperties(each, found));
    return;
  }
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties' && isObject(value)) {
      for (const [name, schema] of Object.entries(value)) {
        // What one place calls a secret stays one wherever else the name is declared.
        const merged = { ...found.get(name), ...(schema as JsonObject) };
        found.set(name, merged);
      }
    } else if (
      ['dependencies', 'allOf', 'anyOf', 'oneOf', 'then', 'else'].includes(key)
    ) {
      collectProperties(
        key === 'dependencies' && isObject(value)
          ? (Object.values(value) as JsonValue[])
          : value,
        found,
      );
    }
  }
}

function isSecretField(name: string, schema: JsonObject): boolean {
  const widget =
    schema['ui:widget'] ?? (schema['ui:options'] as JsonObject)?.widget;
  return (
    schema['ui:field'] === 'Secret' ||
    widget === 'password' ||
    schema.format === 'password' ||
    (namesSecret(name) && !isClosed(schema))
  );
}

/** A choice from a published list is no secret, whatever its name. */
function isClosed(schema: JsonObject): boolean {
  return (
    Array.isArray(schema.enum) ||
    schema.type === 'boolean' ||
    schema.type === 'integer' ||
    schema.type === 'number'
  );
}

function stringsIn(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return value && typeof value === 'object'
    ? Object.values(value).flatMap(stringsIn)
    : [];
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
