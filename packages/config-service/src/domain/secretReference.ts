export const REFERENCE_FORM = 'secret://vault/path/of/the/secret#key';

/** Segments without dots alone, so that no reference leads out of the folder that an adapter reads. */
const REFERENCE =
  /^secret:\/\/(?<store>[a-z][a-z0-9-]{0,39})\/(?<path>[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}){0,9})#(?<key>[A-Za-z0-9_-][A-Za-z0-9._-]{0,99})$/;

export interface SecretReference {
  readonly store: string;
  readonly path: readonly string[];
  readonly key: string;
}

/** Where a secret lies; undefined for a text that is no reference. */
export function parseSecretReference(
  text: string,
): SecretReference | undefined {
  const { key, path, store } = REFERENCE.exec(text)?.groups ?? {};
  if (key === undefined || path === undefined || store === undefined) {
    return undefined;
  }
  return { store, path: path.split('/'), key };
}
