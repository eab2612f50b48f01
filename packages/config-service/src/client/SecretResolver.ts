import type { SecretReference } from '../domain/secretReference.ts';

/** Turns a reference into the secret, where the program runs. It is never asked over HTTP. */
export interface SecretResolver {
  resolve(reference: SecretReference): Promise<string>;
}
