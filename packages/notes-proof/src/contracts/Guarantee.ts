export type Schema = Readonly<Record<string, unknown>>;

/** Where a document promises one value that a consumer reads. */
export interface PromisedValue {
  readonly path: string;
  readonly key: string;
  /** The schemas that list the property. */
  readonly owners: readonly Schema[];
}

export interface Guarantee {
  readonly problems: string[];
  readonly promised: PromisedValue[];
}

/**
 * Holds a schema to what a consumer reads: each value is listed, always there unless its name ends in `?`, and of
 * the one type that the example has.
 */
export class GuaranteeChecker {
  readonly #document: object;

  constructor(document: object) {
    this.#document = document;
  }

  check(schema: object | undefined, example: unknown): Guarantee {
    const result: Guarantee = { problems: [], promised: [] };
    if (schema === undefined) result.problems.push('there is no schema');
    else this.#visit([schema], example, '', result);
    return result;
  }

  /** All of the schemas hold for the value, so what one of them promises is promised. */
  #visit(
    schemas: readonly object[],
    example: unknown,
    at: string,
    to: Guarantee,
  ): void {
    const parts = schemas.flatMap(one => this.#partsOf(this.#resolve(one)));
    if (Array.isArray(example)) this.#visitArray(parts, example, at, to);
    else if (isObject(example)) this.#visitObject(parts, example, at, to);
    else to.problems.push(...this.#scalarProblems(parts, example, at));
  }

  #visitArray(
    parts: readonly Schema[],
    example: readonly unknown[],
    at: string,
    to: Guarantee,
  ): void {
    const items = parts.flatMap(({ items: one, type }): object[] =>
      type === 'array' && isObject(one) ? [one] : [],
    );
    if (items.length === 0) {
      to.problems.push(`${at || 'the body'} is no list`);
    } else if (example.length > 0) {
      this.#visit(items, example[0], `${at}[]`, to);
    }
  }

  #visitObject(
    parts: readonly Schema[],
    example: Readonly<Record<string, unknown>>,
    at: string,
    to: Guarantee,
  ): void {
    const entries = Object.entries(example);
    if (entries.length === 0 && !parts.some(({ type }) => type === 'object')) {
      to.problems.push(`${at || 'the body'} is no object`);
    }
    for (const [name, value] of entries) {
      const key = name.replace(/\?$/, '');
      const path = at === '' ? key : `${at}.${key}`;
      const owners = parts.filter(part => key in propertiesOf(part));
      if (owners.length === 0) {
        this.#visitChoices(parts, { [name]: value }, at, to);
        continue;
      }
      to.promised.push({ path, key, owners });
      const isPromised = parts.some(part => requiredOf(part).includes(key));
      if (!isPromised && !name.endsWith('?')) {
        to.problems.push(`${path} is not required`);
      }
      const schemas = owners.map(one => propertiesOf(one)[key] as object);
      this.#visit(schemas, value, path, to);
    }
  }

  /** Where one of several schemas holds, each of them has to promise it. */
  #visitChoices(
    parts: readonly Schema[],
    example: Readonly<Record<string, unknown>>,
    at: string,
    to: Guarantee,
  ): void {
    const choices = parts.flatMap(
      part => (part.oneOf ?? part.anyOf ?? []) as object[],
    );
    for (const choice of choices) this.#visit([choice], example, at, to);
    if (choices.length === 0) {
      const [name = ''] = Object.keys(example);
      const path = [at, name.replace(/\?$/, '')].filter(Boolean).join('.');
      to.problems.push(`${path} is not in the document`);
    }
  }

  #scalarProblems(
    parts: readonly Schema[],
    example: unknown,
    at: string,
  ): string[] {
    const problems = parts.map(part => {
      const choices = (part.oneOf ?? part.anyOf) as object[] | undefined;
      if (choices === undefined) return scalarProblem(part, example, at);
      return choices
        .flatMap(one => this.#scalarProblems([this.#resolve(one)], example, at))
        .at(0);
    });
    const isPromised = problems.some(one => one === undefined);
    return isPromised ? [] : [problems[0] ?? `${at} can be anything`];
  }

  /** The schema and everything that must hold beside it. */
  #partsOf(schema: Schema): Schema[] {
    const all = (schema.allOf ?? []) as object[];
    return [schema, ...all.flatMap(part => this.#partsOf(this.#resolve(part)))];
  }

  #resolve(schema: object): Schema {
    const reference = (schema as Schema).$ref;
    if (typeof reference !== 'string') return schema as Schema;
    let found: unknown = this.#document;
    for (const part of reference.slice(2).split('/')) {
      found = (found as Record<string, unknown> | undefined)?.[part];
    }
    if (!isObject(found)) throw new Error(`${reference} is not defined`);
    return this.#resolve(found);
  }
}

function scalarProblem(
  schema: Schema,
  example: unknown,
  at: string,
): string | undefined {
  const values = (schema.enum ??
    ('const' in schema ? [schema.const] : undefined)) as
    readonly unknown[] | undefined;
  if (values !== undefined) {
    return values.includes(example)
      ? undefined
      : `${at} cannot be ${JSON.stringify(example)}`;
  }
  const type = schema.type === 'integer' ? 'number' : schema.type;
  return type === typeof example
    ? undefined
    : `${at} is ${JSON.stringify(schema.type)} instead of ${typeof example}`;
}

function propertiesOf(schema: Schema): Readonly<Record<string, unknown>> {
  return (schema.properties ?? {}) as Record<string, unknown>;
}

function requiredOf(schema: Schema): readonly string[] {
  return (schema.required ?? []) as string[];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
