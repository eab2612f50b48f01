import fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;

/** Texts for patterns that no generator can read. */
const SAMPLES = [
  'Ada Lovelace',
  'a',
  'user',
  'production',
  '123456',
  'ABCD-EFGH-IJKL-MNOP',
  `whsec_${'A'.repeat(44)}`,
  'notes.limit',
  'gentle lamp orbit crayon',
];
const MOST_ITEMS = 5;
const LONGEST_TEXT = 300;

/** Values that a schema of a document allows. */
export class ValueSource {
  readonly #document: object;

  constructor(document: object) {
    this.#document = document;
  }

  of(given: unknown): fc.Arbitrary<unknown> {
    const schema = this.resolve(given);
    if ('const' in schema) return fc.constant(schema.const);
    if (Array.isArray(schema.enum)) {
      return fc.constantFrom(...(schema.enum as unknown[]));
    }
    const choices = (schema.oneOf ?? schema.anyOf) as unknown[] | undefined;
    if (choices !== undefined) {
      const rest = without(schema, 'anyOf', 'oneOf');
      const whole = choices.map(one => merge(rest, this.resolve(one)));
      return fc.oneof(...whole.map(one => this.of(one)));
    }
    if (Array.isArray(schema.allOf)) {
      const { allOf, ...rest } = schema as { allOf: unknown[] };
      return this.of(
        allOf.reduce<Schema>((sum, one) => merge(sum, this.resolve(one)), rest),
      );
    }
    const types = Array.isArray(schema.type) ? schema.type : [schema.type];
    return fc.oneof(...types.map(type => this.#ofType(schema, type)));
  }

  resolve(given: unknown): Schema {
    const reference = (given as Schema | undefined)?.$ref;
    if (typeof reference !== 'string') return (given ?? {}) as Schema;
    let found: unknown = this.#document;
    for (const part of reference.slice(2).split('/')) {
      found = (found as Record<string, unknown> | undefined)?.[part];
    }
    return { ...this.resolve(found), ...without(given as Schema, '$ref') };
  }

  #ofType(schema: Schema, type: unknown): fc.Arbitrary<unknown> {
    switch (type) {
      case 'string':
        return textOf(schema);
      case 'integer':
        return fc.integer({
          min: Math.max(Number(schema.minimum ?? -1_000), -2_147_483_648),
          max: Math.min(Number(schema.maximum ?? 1_000_000), 2_147_483_647),
        });
      case 'number':
        return fc.double({ noNaN: true, min: 0, max: 1_000 });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array':
        return fc.array(this.of(schema.items), {
          minLength: Number(schema.minItems ?? 0),
          maxLength: Math.min(
            Number(schema.maxItems ?? MOST_ITEMS),
            MOST_ITEMS,
          ),
        });
      case 'object':
        return this.#objectOf(schema);
      default:
        return fc.jsonValue({ maxDepth: 2 });
    }
  }

  #objectOf(schema: Schema): fc.Arbitrary<unknown> {
    const properties = (schema.properties ?? {}) as Record<string, unknown>;
    const required = (schema.required ?? []) as string[];
    const fields = Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, this.of(one)]),
    );
    return fc.record(fields, {
      requiredKeys: required.filter(name => name in fields),
    });
  }
}

function without(schema: Schema, ...names: readonly string[]): Schema {
  return Object.fromEntries(
    Object.entries(schema).filter(([name]) => !names.includes(name)),
  );
}

function merge(one: Schema, other: Schema): Schema {
  return {
    ...one,
    ...other,
    properties: {
      ...(one.properties as object | undefined),
      ...(other.properties as object | undefined),
    },
    required: [
      ...((one.required ?? []) as string[]),
      ...((other.required ?? []) as string[]),
    ],
  };
}

function textOf(schema: Schema): fc.Arbitrary<string> {
  const minLength = Number(schema.minLength ?? 0);
  const maxLength = Math.min(
    Number(schema.maxLength ?? LONGEST_TEXT),
    LONGEST_TEXT,
  );
  const fits = (text: string) =>
    text.length >= minLength && text.length <= maxLength;
  const anyText = fc.string({ minLength, maxLength, unit: 'grapheme' });
  switch (schema.format) {
    case 'uuid':
      return fc.uuid();
    case 'date-time':
      return fc
        .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
        .map(date => date.toISOString());
    case 'email':
      return fc.nat().map(number => `fuzz-${number}@notes.example`);
    case 'uri':
      return fc.webUrl();
    default:
  }
  if (typeof schema.pattern !== 'string') return anyText;
  return matching(schema.pattern).filter(fits);
}

function matching(pattern: string): fc.Arbitrary<string> {
  const rule = new RegExp(pattern, 'u');
  const known = SAMPLES.filter(text => rule.test(text));
  const samples = known.length > 0 ? [fc.constantFrom(...known)] : [];
  try {
    return fc.oneof(...samples, fc.stringMatching(new RegExp(pattern)));
  } catch {
    return fc.oneof(
      ...samples,
      fc.string({ unit: 'grapheme' }).filter(text => rule.test(text)),
    );
  }
}
