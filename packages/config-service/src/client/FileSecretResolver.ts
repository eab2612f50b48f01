import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SecretReference } from '../domain/secretReference.ts';
import type { SecretResolver } from './SecretResolver.ts';

/**
 * `secret://vault/payments/db#password` is the file `<directory>/payments/db/password`, as an agent of Vault or the
 * driver for mounted secrets writes it. Read each time, so that a rotated secret counts at once.
 */
export class FileSecretResolver implements SecretResolver {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async resolve({ key, path: segments }: SecretReference): Promise<string> {
    const file = path.join(this.#directory, ...segments, key);
    try {
      return (await readFile(file, 'utf8')).trimEnd();
    } catch (error) {
      throw new Error(`there is no secret at ${file}`, { cause: error });
    }
  }
}
