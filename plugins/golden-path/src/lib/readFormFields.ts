import type { JsonObject, JsonValue } from '@backstage/types';

/** What a form calls an answer. */
export interface FormFieldNames {
  title: string | undefined;
  /** The words for values that have some, by the value as JSON. */
  values: Map<string, string>;
}

/** Fields that show only after some answer are in one of these. */
const ALTERNATIVES = ['allOf', 'anyOf', 'oneOf'];
const BRANCHES = ['if', 'then', 'else'];

/** The fields of the pages of a form, in the order in which they are asked. */
export function readFormFields(
  pages: readonly JsonObject[],
): Map<string, FormFieldNames> {
  const fields = new Map<string, FormFieldNames>();
  pages.forEach(page => collect(page, fields));
  return fields;
}

function collect(
  schema: JsonValue | undefined,
  fields: Map<string, FormFieldNames>,
): void {
  if (!isObject(schema)) {
    return;
  }
  for (const [key, property] of entriesOf(schema.properties)) {
    if (isObject(property)) {
      fields.set(key, merge(fields.get(key), property));
    }
  }
  entriesOf(schema.dependencies).forEach(([, each]) => collect(each, fields));
  ALTERNATIVES.flatMap(name => listOf(schema[name])).forEach(each =>
    collect(each, fields),
  );
  BRANCHES.forEach(name => collect(schema[name], fields));
}

/** The first that names something is the field itself; later ones narrow it. */
function merge(
  known: FormFieldNames | undefined,
  property: JsonObject,
): FormFieldNames {
  const title = typeof property.title === 'string' ? property.title : undefined;
  return {
    title: known?.title ?? title,
    values: new Map([...namesOf(property), ...(known?.values ?? [])]),
  };
}

function namesOf(property: JsonObject): [string, string][] {
  const items = isObject(property.items) ? namesOf(property.items) : [];
  const names = listOf(property.enumNames ?? property['ui:enumNames']);
  const named = listOf(property.enum).map((value, at) => [value, names[at]]);
  const titled = ['oneOf', 'anyOf']
    .flatMap(key => listOf(property[key]))
    .filter(isObject)
    .map(each => [each.const, each.title]);
  return [...items, ...[...named, ...titled].flatMap(toPair)];
}

function toPair([value, name]: (JsonValue | undefined)[]): [string, string][] {
  return value !== undefined && typeof name === 'string'
    ? [[JSON.stringify(value), name]]
    : [];
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entriesOf(value: JsonValue | undefined) {
  return isObject(value) ? Object.entries(value) : [];
}

function listOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}
