import { Script } from 'node:vm';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { invalid } from './checkValue.ts';
import type { Json } from './Layer.ts';

const MOST_BYTES = 8_192;
/** A pattern in a schema can take for ever on the wrong text; a value is checked within this time or refused. */
const TIME_LIMIT_MS = 100;
/** The limit is one of the clock on the wall, which also runs while a busy machine lets others work. */
const TRIES = 5;
const CHECK = new Script('check()');

/** The JSON Schema (2020-12) of one key. */
export class ValueSchema {
  readonly #validate: ValidateFunction;

  private constructor(validate: ValidateFunction) {
    this.#validate = validate;
  }

  /** Refuses a schema that cannot be used, or that asks for another document. */
  static compile(schema: Json): ValueSchema {
    if (Buffer.byteLength(JSON.stringify(schema)) > MOST_BYTES) {
      throw invalid('/schema', `expected at most ${MOST_BYTES} bytes of JSON`);
    }
    try {
      const ajv = new Ajv2020({
        strict: true,
        logger: false,
        allowUnionTypes: true,
      });
      return new ValueSchema(ajv.compile(schema as object));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw invalid(
        '/schema',
        `expected a JSON Schema of 2020-12 without references: ${why.slice(0, 200)}`,
      );
    }
  }

  /** Says what is wrong with a value, without repeating it; undefined when it fits. */
  problemOf(value: Json): string | undefined {
    const outcome = this.#check(value);
    if (outcome === 'fits') return undefined;
    if (outcome === 'late') {
      return `takes longer than ${TIME_LIMIT_MS} ms to check against its schema`;
    }
    const [first] = this.#validate.errors ?? [];
    const place = first?.instancePath ?? '';
    return `${place === '' ? 'the value' : place} ${first?.message ?? 'does not fit the schema'}`;
  }

  /** Tries again when the time went by without being given to the check. */
  #check(value: Json): 'fits' | 'wrong' | 'late' {
    for (let attempt = 1; ; attempt += 1) {
      const before = process.threadCpuUsage();
      try {
        const fits = CHECK.runInNewContext(
          { check: () => this.#validate(value) },
          { timeout: TIME_LIMIT_MS },
        ) as boolean;
        return fits ? 'fits' : 'wrong';
      } catch (error) {
        if (!isTimeout(error)) throw error;
        const { system, user } = process.threadCpuUsage(before);
        const hadItsTime = (system + user) / 1_000 >= TIME_LIMIT_MS / 2;
        if (hadItsTime || attempt === TRIES) return 'late';
      }
    }
  }
}

function isTimeout(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
