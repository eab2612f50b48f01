import {
  dereference,
  SchemaCompiler,
  type Answer,
  type OpenApiDocument,
  type PlacedOperation,
} from '@notes/service-kit';

const IS_JSON = /^application\/(\w+\+)?json\b/;

/** Holds answers to the document of their service, from outside of it. */
export class AnswerCheck {
  readonly #document: OpenApiDocument;
  readonly #compiler: SchemaCompiler;

  constructor(document: OpenApiDocument) {
    this.#document = document;
    this.#compiler = new SchemaCompiler(document, { coerce: false });
  }

  /** What the document does not tell of the answer; undefined when it tells all of it. */
  problem(
    { operation }: PlacedOperation,
    answer: {
      readonly status: number;
      readonly type: string;
      readonly text: string;
    },
  ): string | undefined {
    const { status, text, type } = answer;
    if (status >= 500) return `status ${status}: ${text.slice(0, 500)}`;
    const { responses } = operation;
    const found =
      responses[status] ??
      responses[`${Math.trunc(status / 100)}XX`] ??
      responses.default;
    // A path that means another one is answered by the router, which no operation tells of.
    if (status === 404 || status === 405) return undefined;
    if (found === undefined) return `status ${status} is not in the document`;
    const { content = {} } = dereference<Answer>(this.#document, found);
    if (text === '') return undefined;
    const media = content[type.split(';', 1)[0]?.trim() ?? ''];
    if (media === undefined) {
      return `type "${type}" of status ${status} is not in the document`;
    }
    if (media.schema === undefined || !IS_JSON.test(type)) return undefined;
    const failed = this.#compiler.lazily(media.schema)(JSON.parse(text));
    return (
      failed &&
      `status ${status}: ${JSON.stringify(failed.errors).slice(0, 500)}`
    );
  }
}
