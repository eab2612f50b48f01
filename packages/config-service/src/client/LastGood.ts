import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Json } from '../domain/Layer.ts';

const form = z.object({
  environment: z.string(),
  version: z.int().min(0),
  values: z.record(z.string(), z.json()),
});

/** A configuration as the service answered it. */
export interface Configuration {
  readonly environment: string;
  readonly version: number;
  readonly values: Readonly<Record<string, Json>>;
}

export function parseConfiguration(value: unknown): Configuration {
  return form.parse(value);
}

/**
 * The last configuration that was read, in a file: a program that starts while the service is away starts with it.
 * It holds references to secrets and never a secret.
 */
export class LastGood {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Undefined when there is none, or when it is of another environment. */
  async read(environment: string): Promise<Configuration | undefined> {
    try {
      const text = await readFile(this.#file, 'utf8');
      const found = parseConfiguration(JSON.parse(text));
      return found.environment === environment ? found : undefined;
    } catch {
      return undefined;
    }
  }

  async write(configuration: Configuration): Promise<void> {
    const temporary = `${this.#file}.${process.pid}.tmp`;
    await writeFile(temporary, JSON.stringify(configuration), { mode: 0o600 });
    await rename(temporary, this.#file);
  }
}
