import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
export const SECRET_BOX_FORM =
  'expected {"current":"k1","keys":{"k1":"<base64 of 32 bytes>"}}';

const content = z.strictObject({
  current: z.string().min(1),
  keys: z.record(z.string().regex(/^[\w-]{1,64}$/), z.base64()),
});

/**
 * Encrypts the secrets of authenticators, which must be readable to check a code. A copy of the database alone is
 * then of no use. Each value is bound to its owner: moved to another row, it does not open.
 */
export class SecretBox {
  readonly #current: string;
  readonly #keys: ReadonlyMap<string, Buffer>;

  private constructor(current: string, keys: ReadonlyMap<string, Buffer>) {
    this.#current = current;
    this.#keys = keys;
  }

  /** Reads the keys, or throws an Error that says what is expected and never what was given. */
  static parse(text: string): SecretBox {
    const { current, keys } = contentOf(text);
    const entries = Object.entries(keys).map(
      ([id, value]) => [id, Buffer.from(value, 'base64')] as const,
    );
    const wrong = entries.find(([, key]) => key.length !== KEY_BYTES);
    if (wrong) {
      throw new Error(
        `key "${wrong[0]}" has ${wrong[1].length} bytes, expected ${KEY_BYTES}`,
      );
    }
    const ring = new Map(entries);
    if (!ring.has(current)) {
      throw new Error(`the current key "${current}" is not among the keys`);
    }
    return new SecretBox(current, ring);
  }

  seal(text: string, owner: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#keyOf(this.#current), iv);
    cipher.setAAD(Buffer.from(owner));
    const sealed = [iv, cipher.update(text, 'utf8'), cipher.final()];
    const bytes = Buffer.concat([...sealed, cipher.getAuthTag()]);
    return `${this.#current}.${bytes.toString('base64url')}`;
  }

  /** Throws when the value was changed, belongs to another owner or its key is gone. */
  open(sealed: string, owner: string): string {
    const [id = '', text = ''] = sealed.split('.');
    const bytes = Buffer.from(text, 'base64url');
    const iv = bytes.subarray(0, IV_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.#keyOf(id), iv, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(owner));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const body = bytes.subarray(IV_BYTES, -TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString();
  }

  #keyOf(id: string): Buffer {
    const key = this.#keys.get(id);
    if (!key) throw new Error(`there is no key "${id}"`);
    return key;
  }
}

function contentOf(text: string): z.infer<typeof content> {
  try {
    return content.parse(JSON.parse(text));
  } catch {
    throw new Error(SECRET_BOX_FORM);
  }
}
