import { dereference } from './dereference.ts';
import type { OpenApiDocument, RequestBody } from './OpenApiDocument.ts';
import type { PlacedOperation } from './operations.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly unevaluatedProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/**
 * A body that may hold more than the document says is how a caller sets a field that is not theirs to set. The
 * document has to decide: a schema with properties that says nothing about others stops the start.
 */
export function refuseOpenBodies(
  { operation }: PlacedOperation,
  document: OpenApiDocument,
): void {
  if (!operation.requestBody) return;
  const body = dereference<RequestBody>(document, operation.requestBody);
  for (const { schema } of Object.values(body.content)) {
    const open = schema && openPlace(schema, document, new Set());
    if (open !== undefined) {
      throw new Error(
        `the request body of "${operation.operationId}" has properties at "${open}" and does not say whether others are accepted: add additionalProperties: false`,
      );
    }
  }
}

function openPlace(
  schema: Schema,
  document: OpenApiDocument,
  seen: Set<string>,
  place = '/',
): string | undefined {
  if (schema.$ref !== undefined) {
    if (seen.has(schema.$ref)) return undefined;
    seen.add(schema.$ref);
    const found = dereference<Schema>(document, { $ref: schema.$ref });
    return openPlace(found, document, seen, place);
  }
  const closed =
    schema.additionalProperties !== undefined ||
    schema.unevaluatedProperties !== undefined;
  if (schema.properties && !closed) return place;

  for (const [name, child] of childrenOf(schema, closed)) {
    const open = openPlace(child, document, seen, `${place}${name}`);
    if (open !== undefined) return open;
  }
  return undefined;
}

/** The parts of a schema that closes itself by `unevaluatedProperties` need not close each of themselves. */
function* childrenOf(
  schema: Schema,
  closed: boolean,
): Generator<readonly [string, Schema]> {
  for (const [name, child] of Object.entries(schema.properties ?? {}))
    yield [`${name}/`, child];
  if (schema.items) yield ['items/', schema.items];
  if (typeof schema.additionalProperties === 'object')
    yield ['*/', schema.additionalProperties];
  if (closed) return;
  const parts = [schema.allOf, schema.anyOf, schema.oneOf];
  for (const part of parts.flatMap(one => one ?? [])) yield ['', part];
}
