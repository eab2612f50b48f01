import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../domain/Layer.ts';
import { parseSecretReference } from '../domain/secretReference.ts';
import type { Configuration } from './LastGood.ts';
import type { SecretResolver } from './SecretResolver.ts';

export type Listener = (changed: readonly string[]) => void;

/** The configuration as this program has it; reading never waits and never fails for want of the service. */
export class ConfigClient {
  #configuration: Configuration;
  #staleSince: Date | undefined;
  readonly #secrets: SecretResolver | undefined;
  readonly #listeners = new Set<Listener>();
  readonly #close: () => Promise<void>;

  constructor(options: {
    readonly configuration: Configuration;
    readonly secrets?: SecretResolver;
    readonly close: () => Promise<void>;
  }) {
    this.#configuration = options.configuration;
    this.#secrets = options.secrets;
    this.#close = options.close;
  }

  get version(): number {
    return this.#configuration.version;
  }

  /** Since when the service has not answered; undefined while it does. */
  get staleSince(): Date | undefined {
    return this.#staleSince;
  }

  /** Any value; undefined where the environment has none. */
  get(key: string): Json | undefined {
    const { values } = this.#configuration;
    return Object.hasOwn(values, key) ? values[key] : undefined;
  }

  string(key: string): string {
    return this.#typed(
      key,
      'string',
      (value): value is string => typeof value === 'string',
    );
  }

  number(key: string): number {
    return this.#typed(
      key,
      'number',
      (value): value is number => typeof value === 'number',
    );
  }

  boolean(key: string): boolean {
    return this.#typed(
      key,
      'boolean',
      (value): value is boolean => typeof value === 'boolean',
    );
  }

  /** The secret that the value refers to, from the resolver of this program. */
  async secret(key: string): Promise<string> {
    const reference = parseSecretReference(this.string(key));
    if (!reference) throw new Error(`${key} is not a reference to a secret`);
    if (!this.#secrets) {
      throw new Error(`${key} refers to a secret, and no resolver was given`);
    }
    return this.#secrets.resolve(reference);
  }

  /** Calls the listener after each change with the keys that changed; answers how to stop that. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** For the loop that watches: a newer configuration. */
  replace(next: Configuration): void {
    const before = this.#configuration.values;
    this.#configuration = next;
    const keys = new Set([...Object.keys(before), ...Object.keys(next.values)]);
    const changed = [...keys]
      .filter(key => !isDeepStrictEqual(before[key], next.values[key]))
      .sort();
    if (changed.length === 0) return;
    for (const listener of this.#listeners) listener(changed);
  }

  /** For the loop that watches: whether the service answers. */
  reach(answers: boolean, now = new Date()): void {
    this.#staleSince = answers ? undefined : (this.#staleSince ?? now);
  }

  #typed<T extends Json>(
    key: string,
    form: string,
    isRight: (value: Json | undefined) => value is T,
  ): T {
    const value = this.get(key);
    if (!isRight(value)) {
      throw new Error(
        value === undefined
          ? `${this.#configuration.environment} has no value for ${key}`
          : `${key} is not a ${form}`,
      );
    }
    return value;
  }
}
