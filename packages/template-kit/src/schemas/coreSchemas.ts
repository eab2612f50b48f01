import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Where kubeconform finds what {@link writeCoreSchemas} wrote. */
export const CORE_SCHEMA_PATTERN = '{{.ResourceKind}}{{.KindSuffix}}.json';

/**
 * Copies the schemas of Kubernetes so that they refer to each other as files: their own references are addresses
 * that only their own tool understands.
 *
 * @param source a folder such as `v1.36.0-local-strict`
 */
export function writeCoreSchemas(source: string, target: string): void {
  if (existsSync(target)) return;
  const temporary = `${target}.${process.pid}`;
  mkdirSync(temporary, { recursive: true });
  for (const file of readdirSync(source)) {
    const text = readFileSync(join(source, file), 'utf8')
      .replace(/,\s*"\$id":\s*"[^"]*"/, '')
      .replaceAll('"/api/_definitions.json', '"_definitions.json');
    writeFileSync(join(temporary, file), text);
  }
  // Two runs may write at the same time; whoever is second keeps the folder of the first.
  if (!existsSync(target)) renameSync(temporary, target);
}
