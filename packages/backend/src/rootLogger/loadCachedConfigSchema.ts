import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigSchema, loadConfigSchema } from '@backstage/config-loader';
import type { JsonObject } from '@backstage/types';
import { getPackages } from '@manypkg/get-packages';
import { fingerprintConfigSchemas } from './fingerprintConfigSchemas';

export interface LoadCachedConfigSchemaOptions {
  onSchemaError: (error: Error) => void;
  /** A folder of the workspace; default is the working directory, as in Backstage. */
  directory?: string;
  /** Where the schema is kept; default is the cache folder of `node_modules`. */
  cacheDirectory?: string;
}

/**
 * The schemas of all packages, compiled only when a dependency or a schema of
 * the workspace changed since they were kept.
 */
export async function loadCachedConfigSchema(
  options: LoadCachedConfigSchemaOptions,
): Promise<ConfigSchema> {
  const { onSchemaError, directory = process.cwd() } = options;
  const { root, packages } = await getPackages(directory);
  const names = packages.map(({ packageJson }) => packageJson.name);
  const fingerprint = await fingerprintConfigSchemas(root.dir, packages);
  const cacheDirectory =
    options.cacheDirectory ??
    path.join(root.dir, 'node_modules/.cache/notes-portal');
  const file = path.join(cacheDirectory, 'config-schema.json');

  const kept = fingerprint && (await readKeptSchema(file, fingerprint));
  if (kept) {
    return kept;
  }
  let isComplete = true;
  const schema = await loadConfigSchema({
    dependencies: names,
    onSchemaError: error => {
      isComplete = false;
      onSchemaError(error);
    },
  });
  // A schema with an error is compiled each time, so that the warning is not lost.
  if (fingerprint && isComplete) {
    await keepSchema(file, { fingerprint, schema: schema.serialize() });
  }
  return schema;
}

async function readKeptSchema(
  file: string,
  fingerprint: string,
): Promise<ConfigSchema | undefined> {
  try {
    const kept = JSON.parse(await readFile(file, 'utf8'));
    return kept.fingerprint === fingerprint
      ? await loadConfigSchema({ serialized: kept.schema })
      : undefined;
  } catch {
    // Absent, cut short or of another version: it is compiled anew.
    return undefined;
  }
}

async function keepSchema(
  file: string,
  kept: { fingerprint: string; schema: JsonObject },
): Promise<void> {
  const temporary = `${file}.${process.pid}`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(temporary, JSON.stringify(kept));
    await rename(temporary, file);
  } catch {
    // A read-only installation starts slower, and otherwise the same.
  }
}
