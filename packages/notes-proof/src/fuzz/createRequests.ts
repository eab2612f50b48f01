import {
  dereference,
  type OpenApiDocument,
  type Parameter,
  type PlacedOperation,
  type RequestBody,
} from '@notes/service-kit';
import fc from 'fast-check';
import {
  hostileHeader,
  hostileSegment,
  hostileValue,
  wrongBody,
  wrongType,
} from './hostile.ts';
import { ValueSource } from './ValueSource.ts';

/** One request that a fuzz run sends; where `known` is a number, something that exists takes the place. */
export interface FuzzRequest {
  readonly placed: PlacedOperation;
  readonly known: number | undefined;
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Requests to one operation: most of them valid, the others wrong in one or several ways. */
export function createRequests(
  placed: PlacedOperation,
  document: OpenApiDocument,
): fc.Arbitrary<FuzzRequest> {
  const values = new ValueSource(document);
  const of = (place: Parameter['in']) =>
    placed.parameters.filter(one => one.in === place);
  return fc
    .record({
      placed: fc.constant(placed),
      known: fc.option(fc.nat({ max: 30 }), { nil: undefined, freq: 4 }),
      path: recordOf(of('path'), values, hostileSegment),
      query: queryOf(of('query'), values),
      headers: headersOf(of('header'), values),
      body: fc.constant(undefined),
    })
    .chain(request =>
      bodyOf(placed, document, values).map(({ body, type }) => ({
        ...request,
        body,
        headers:
          type === undefined
            ? request.headers
            : { ...request.headers, 'content-type': type },
      })),
    );
}

function recordOf(
  parameters: readonly Parameter[],
  values: ValueSource,
  hostile: fc.Arbitrary<string>,
): fc.Arbitrary<Record<string, string>> {
  return fc.record(
    Object.fromEntries(
      parameters.map(({ name, schema }) => [
        name,
        fc.oneof(
          {
            weight: 4,
            arbitrary: values
              .of(schema)
              .map(value => encodeURIComponent(String(value).toWellFormed())),
          },
          { weight: 1, arbitrary: hostile },
        ),
      ]),
    ),
  );
}

function queryOf(
  parameters: readonly Parameter[],
  values: ValueSource,
): fc.Arbitrary<(readonly [string, string])[]> {
  const pairs = parameters.map(({ name, required, schema }) => {
    const valid = values.of(schema).map(value => [value].flat().map(String));
    const wrong = fc.array(hostileValue.map(textOf), { maxLength: 3 });
    return fc
      .oneof(
        { weight: required ? 6 : 2, arbitrary: valid },
        { weight: required ? 1 : 6, arbitrary: fc.constant<string[]>([]) },
        { weight: 1, arbitrary: wrong },
      )
      .map(list => list.map(value => [name, value] as const));
  });
  const unknown = fc.oneof(
    { weight: 20, arbitrary: fc.constant<(readonly [string, string])[]>([]) },
    { weight: 1, arbitrary: fc.constant([['unknown', '1'] as const]) },
  );
  return fc.tuple(...pairs, unknown).map(lists => lists.flat());
}

function headersOf(
  parameters: readonly Parameter[],
  values: ValueSource,
): fc.Arbitrary<Record<string, string>> {
  const headers = fc.record(
    Object.fromEntries(
      parameters.map(({ name, schema }) => [
        name.toLowerCase(),
        fc.oneof(
          {
            weight: 5,
            arbitrary: values
              .of(schema)
              .map(String)
              .filter(text => /^[\t\x20-\x7e]*$/.test(text)),
          },
          { weight: 1, arbitrary: hostileHeader },
        ),
      ]),
    ),
    { requiredKeys: [] },
  );
  return headers as fc.Arbitrary<Record<string, string>>;
}

interface FuzzBody {
  readonly body: string | undefined;
  readonly type: string | undefined;
}

function bodyOf(
  { operation }: PlacedOperation,
  document: OpenApiDocument,
  values: ValueSource,
): fc.Arbitrary<FuzzBody> {
  const declared =
    operation.requestBody &&
    dereference<RequestBody>(document, operation.requestBody);
  const schema = declared?.content['application/json']?.schema;
  const none = fc.constant({ body: undefined, type: undefined });
  if (schema === undefined) return none;
  const json = 'application/json';
  const valid = values.of(schema);
  const changed = fc
    .record({ valid, hostile: hostileValue, at: fc.nat(), extra: fc.boolean() })
    .map(spoil);
  return fc.oneof(
    {
      weight: 8,
      arbitrary: valid.map(body => ({
        body: JSON.stringify(body),
        type: json,
      })),
    },
    {
      weight: 5,
      arbitrary: changed.map(body => ({
        body: JSON.stringify(body),
        type: json,
      })),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        body: valid.map(body => JSON.stringify(body)),
        type: wrongType,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ body: wrongBody, type: fc.constant(json) }),
    },
    { weight: 1, arbitrary: none },
  );
}

/** Puts something hostile in the place of one field, takes one away, or adds one. */
function spoil(options: {
  readonly valid: unknown;
  readonly hostile: unknown;
  readonly at: number;
  readonly extra: boolean;
}): unknown {
  const { at, extra, hostile, valid } = options;
  if (typeof valid !== 'object' || valid === null) return hostile;
  const names = Object.keys(valid);
  const name = names[at % Math.max(1, names.length)];
  if (extra || name === undefined) {
    const unasked = ['id', 'ownerId', 'roles', 'version', 'constructor'];
    return { ...valid, [unasked[at % unasked.length] ?? 'id']: hostile };
  }
  if (at % 5 === 0) {
    const rest: Record<string, unknown> = { ...valid };
    Reflect.deleteProperty(rest, name);
    return rest;
  }
  return { ...valid, [name]: hostile };
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.toWellFormed().slice(0, 3_000);
}
