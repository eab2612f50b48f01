import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { OpenApiDocument } from './OpenApiDocument.ts';

const DOCUMENT = 'openapi.json';

/**
 * Compiles schemas of one document. OpenAPI 3.1 schemas are JSON Schema 2020-12, so Ajv reads them as they
 * stand; the document is added whole and every reference finds its way in it.
 */
export class SchemaCompiler {
  readonly #ajv: Ajv2020;

  constructor(document: OpenApiDocument, options: { coerce: boolean }) {
    this.#ajv = new Ajv2020({
      allErrors: true,
      useDefaults: true,
      strict: false,
      // A list with one value looks like a single value in a query.
      coerceTypes: options.coerce ? 'array' : false,
    });
    formats.default(this.#ajv);
    this.#ajv.addSchema(document, DOCUMENT, undefined, false);
  }

  /** The first use compiles; a service that starts does not wait for schemas that nobody asked for yet. */
  lazily(schema: object): (value: unknown) => ValidateFunction | undefined {
    let validate: ValidateFunction | undefined;
    return value => {
      validate ??= this.#ajv.compile(withAbsoluteReferences(schema) as object);
      return validate(value) ? undefined : validate;
    };
  }
}

/** A schema taken out of its document still refers to it. */
function withAbsoluteReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withAbsoluteReferences);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === '$ref' && typeof child === 'string' && child.startsWith('#')
        ? DOCUMENT + child
        : withAbsoluteReferences(child),
    ]),
  );
}
