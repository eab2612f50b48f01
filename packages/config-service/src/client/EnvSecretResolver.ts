import type { SecretReference } from '../domain/secretReference.ts';
import type { SecretResolver } from './SecretResolver.ts';

/** `secret://vault/payments/db#password` is the variable `SECRET_PAYMENTS_DB_PASSWORD`. */
export class EnvSecretResolver implements SecretResolver {
  readonly #environment: Readonly<Record<string, string | undefined>>;

  constructor(environment: Readonly<Record<string, string | undefined>>) {
    this.#environment = environment;
  }

  resolve({ key, path }: SecretReference): Promise<string> {
    const words = ['SECRET', ...path, key].join('_');
    const name = words.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
    const value = this.#environment[name];
    return value === undefined || value === ''
      ? Promise.reject(new Error(`the variable ${name} is not set`))
      : Promise.resolve(value);
  }
}
