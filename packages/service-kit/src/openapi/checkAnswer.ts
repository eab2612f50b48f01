import { Readable } from 'node:stream';
import { dereference } from './dereference.ts';
import { fieldErrors, summaryOf } from './fieldErrors.ts';
import type {
  Answer,
  Header,
  OpenApiDocument,
  Operation,
} from './OpenApiDocument.ts';
import { Problem } from '../http/Problem.ts';
import type { SchemaCompiler } from './SchemaCompiler.ts';

export interface CheckedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Throws a Problem that says what openapi.yaml does not tell of the answer. */
export type AnswerChecker = (answer: CheckedAnswer) => void;

/** Holds the service to its own document: status, content type, body and headers. */
export function createAnswerChecker(
  operation: Operation,
  document: OpenApiDocument,
  compilers: {
    readonly bodies: SchemaCompiler;
    readonly headers: SchemaCompiler;
  },
): AnswerChecker {
  return answer => {
    const { status } = answer;
    const range = `${Math.trunc(status / 100)}XX`;
    const { responses } = operation;
    const found = responses[status] ?? responses[range] ?? responses.default;
    if (!found) throw undocumented(operation, status, 'status is not known');

    const declared = dereference<Answer>(document, found);
    const faults = [
      ...headerFaults(declared, answer, document, compilers.headers),
      ...bodyFaults(declared, answer, compilers.bodies),
    ];
    if (faults.length > 0)
      throw undocumented(operation, status, faults.join('; '));
  };
}

function* headerFaults(
  declared: Answer,
  answer: CheckedAnswer,
  document: OpenApiDocument,
  compiler: SchemaCompiler,
): Generator<string> {
  const sent = lowerCased(answer.headers);
  for (const [name, one] of Object.entries(declared.headers ?? {})) {
    const header = dereference<Header>(document, one);
    const value = sent[name.toLowerCase()];
    if (value === undefined) {
      if (header.required) yield `header ${name} is required`;
      continue;
    }
    // Wrapped in an object, because a text can only become a number inside of one.
    const failed = compiler.lazily({
      type: 'object',
      properties: { [name]: header.schema ?? {} },
    })({ [name]: value });
    if (failed) yield summaryOf(fieldErrors(failed.errors ?? [], 'header'));
  }
}

function* bodyFaults(
  declared: Answer,
  answer: CheckedAnswer,
  compiler: SchemaCompiler,
): Generator<string> {
  const { body } = answer;
  const content = declared.content ?? {};
  const types = Object.keys(content);
  if (body === undefined) {
    if (types.length > 0) yield `body is missing, expected ${types.join(', ')}`;
    return;
  }
  const type = contentTypeOf(answer.headers);
  const media = content[type];
  if (!media) {
    yield `content type ${type} is not known, expected ${types.join(', ') || 'no body'}`;
    return;
  }
  if (!media.schema || !type.endsWith('json') || isRaw(body)) return;
  // What leaves the service is the text, in which a date is a string and undefined is nothing.
  const failed = compiler.lazily(media.schema)(
    JSON.parse(JSON.stringify(body)) as unknown,
  );
  if (failed) yield summaryOf(fieldErrors(failed.errors ?? [], 'body'));
}

/** What is sent as it is cannot be looked into without being used up. */
function isRaw(body: unknown): boolean {
  return body instanceof Readable || body instanceof Uint8Array;
}

function contentTypeOf(headers: Readonly<Record<string, unknown>>): string {
  const type = lowerCased(headers)['content-type'];
  if (typeof type !== 'string') return 'application/json';
  return type.split(';', 1)[0]?.trim() ?? '';
}

function lowerCased(
  headers: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function undocumented(
  { operationId }: Operation,
  status: number,
  fault: string,
): Problem {
  return new Problem(
    500,
    `The answer ${status} of ${operationId} is not what openapi.yaml says: ${fault}`,
    { title: 'Undocumented answer' },
  );
}
