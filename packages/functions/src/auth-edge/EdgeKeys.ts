import * as z from 'zod/mini';

const LEAST_BYTES = 32;
const FORM =
  'expected {"current":"k1","keys":{"k1":"<base64 of 32 bytes or more>"}}';

const form = z.strictObject({
  current: z.string(),
  keys: z.record(z.string(), z.base64()),
});

/** The keys that verify access tokens, by id: those of JWT_KEYS of auth-service. */
export class EdgeKeys {
  readonly #keys: ReadonlyMap<string, Uint8Array>;

  private constructor(keys: ReadonlyMap<string, Uint8Array>) {
    this.#keys = keys;
  }

  /** Throws an Error that says what is expected and never what was given. */
  static parse(text: string): EdgeKeys {
    const { current, keys } = contentOf(text);
    const entries = Object.entries(keys).map(
      ([id, value]) => [id, Buffer.from(value, 'base64')] as const,
    );
    const short = entries.some(([, key]) => key.length < LEAST_BYTES);
    const ring = new Map<string, Uint8Array>(entries);
    if (short || !ring.has(current)) throw new Error(FORM);
    return new EdgeKeys(ring);
  }

  find(id: string): Uint8Array | undefined {
    return this.#keys.get(id);
  }
}

function contentOf(text: string): z.infer<typeof form> {
  try {
    return z.parse(form, JSON.parse(text));
  } catch {
    throw new Error(FORM);
  }
}
