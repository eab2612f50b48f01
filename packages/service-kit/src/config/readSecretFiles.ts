import { readFileSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

export interface SecretFiles {
  readonly values: Environment;
  /** Which file each secret came from. */
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly (readonly [name: string, message: string])[];
}

/** Replaces `<NAME>_FILE` by the content of that file, for the settings that are secrets. */
export function readSecretFiles(
  environment: Environment,
  secrets: Iterable<string>,
): SecretFiles {
  const values: Record<string, string | undefined> = { ...environment };
  const files = new Map<string, string>();
  const problems: [string, string][] = [];
  for (const name of secrets) {
    const file = environment[`${name}_FILE`];
    if (!file) continue;
    try {
      values[name] = readFileSync(file, 'utf8').trim();
      files.set(name, file);
    } catch {
      problems.push([`${name}_FILE`, 'expected a file that can be read']);
    }
  }
  return { values, files, problems };
}
