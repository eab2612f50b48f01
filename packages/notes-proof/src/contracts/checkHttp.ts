import {
  accessOf,
  dereference,
  SchemaCompiler,
  type Answer,
  type OpenApiDocument,
  type PlacedOperation,
  type RequestBody,
} from '@notes/service-kit';
import type { HttpExpectation, HttpUse } from './Expectation.ts';
import { findOperation, pathValues } from './findOperation.ts';
import { GuaranteeChecker, type PromisedValue } from './Guarantee.ts';

/** What is wrong with the provider's document for this consumer; nothing when it can rely on it. */
export function checkHttp(
  expectation: HttpExpectation,
  document: OpenApiDocument,
): string[] {
  const {
    consumer,
    identityHeader,
    open = [],
    provider,
    uses = [],
  } = expectation;
  const problems = [
    ...(identityHeader === undefined
      ? []
      : checkIdentity(document, identityHeader)),
    ...open.flatMap(one => checkOpen(document, one)),
    ...uses.flatMap(use =>
      checkUse(use, document).map(problem => `${use.name}: ${problem}`),
    ),
  ];
  return problems.map(problem => `${consumer} → ${provider}: ${problem}`);
}

/** Where the document promises what a use reads. */
export function promisedTo(
  use: HttpUse,
  document: OpenApiDocument,
): PromisedValue[] {
  const placed = findOperation(document, use.method, pathOf(use));
  const answer = placed && answerOf(placed, use.status, document);
  const schema = answer?.content?.['application/json']?.schema;
  return new GuaranteeChecker(document).check(schema, use.reads).promised;
}

/** What the answer does not promise of that which a use reads. */
export function checkReads(use: HttpUse, document: OpenApiDocument): string[] {
  const placed = findOperation(document, use.method, pathOf(use));
  const answer = placed && answerOf(placed, use.status, document);
  return answer === undefined
    ? [`status ${use.status} is not in the document`]
    : checkAnswer(use, answer, document);
}

function checkIdentity(document: OpenApiDocument, header: string): string[] {
  const scheme = document.components?.securitySchemes?.identity as
    { in?: string; name?: string } | undefined;
  const isSame =
    scheme?.in === 'header' &&
    scheme.name?.toLowerCase() === header.toLowerCase();
  return isSame ? [] : [`the identity is not taken from the header ${header}`];
}

function checkOpen(document: OpenApiDocument, operation: string): string[] {
  const [method = '', path = ''] = operation.split(' ');
  const placed = findOperation(document, method, path);
  if (placed === undefined) return [`${operation} is not in the document`];
  return accessOf(document, placed.operation).identity === 'none'
    ? []
    : [`${operation} asks for an identity`];
}

function checkUse(use: HttpUse, document: OpenApiDocument): string[] {
  const placed = findOperation(document, use.method, pathOf(use));
  if (placed === undefined) {
    return [`${use.method} ${pathOf(use)} is not in the document`];
  }
  return [
    ...checkParameters(use, placed, document),
    ...checkBody(use, placed, document),
    ...checkReads(use, document),
  ];
}

function checkParameters(
  use: HttpUse,
  { parameters, path }: PlacedOperation,
  document: OpenApiDocument,
): string[] {
  const query = new URL(use.path, 'http://provider').searchParams;
  const sent = new Map<string, string>([
    ...Object.entries(pathValues(path, pathOf(use))).map(
      ([name, value]) => [`path ${name}`, value] as const,
    ),
    ...[...query].map(([name, value]) => [`query ${name}`, value] as const),
    ...Object.entries(use.headers ?? {}).map(
      ([name, value]) => [`header ${name.toLowerCase()}`, value] as const,
    ),
  ]);
  const compiler = new SchemaCompiler(document, { coerce: true });
  const problems: string[] = [];
  for (const { in: place, name, required, schema } of parameters) {
    const key = `${place} ${place === 'header' ? name.toLowerCase() : name}`;
    const value = sent.get(key);
    sent.delete(key);
    if (value === undefined) {
      if (required) problems.push(`${key} is required`);
      continue;
    }
    const validate = compiler.lazily({ properties: { value: schema ?? {} } });
    if (validate({ value })) problems.push(`${key} may not be "${value}"`);
  }
  return [...problems, ...[...sent.keys()].map(key => `${key} is not known`)];
}

function checkBody(
  use: HttpUse,
  { operation }: PlacedOperation,
  document: OpenApiDocument,
): string[] {
  const body =
    operation.requestBody &&
    dereference<RequestBody>(document, operation.requestBody);
  if (use.body === undefined) {
    return body?.required === true ? ['a body is required'] : [];
  }
  const schema = body?.content['application/json']?.schema;
  if (schema === undefined) return ['no JSON body is taken'];
  const failed = new SchemaCompiler(document, { coerce: false }).lazily(schema)(
    structuredClone(use.body),
  );
  return (failed?.errors ?? []).map(
    ({ instancePath, message }) =>
      `the request body is refused at "${instancePath}": ${message ?? ''}`,
  );
}

function checkAnswer(
  use: HttpUse,
  answer: Answer,
  document: OpenApiDocument,
): string[] {
  const schema = answer.content?.['application/json']?.schema;
  const headers = Object.keys(answer.headers ?? {}).map(one =>
    one.toLowerCase(),
  );
  const missing = (use.readsHeaders ?? [])
    .filter(name => !headers.includes(name.toLowerCase()))
    .map(name => `header ${name} is not in the document`);
  if (use.reads === undefined) return missing;
  return [
    ...missing,
    ...new GuaranteeChecker(document).check(schema, use.reads).problems,
  ];
}

function answerOf(
  { operation }: PlacedOperation,
  status: number,
  document: OpenApiDocument,
): Answer | undefined {
  const found = operation.responses[status];
  return found && dereference<Answer>(document, found);
}

function pathOf({ path }: HttpUse): string {
  return path.split('?', 1)[0] ?? '';
}
