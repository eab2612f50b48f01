import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

type Schema = { [keyword: string]: unknown };
type Definition = {
  kind?: string;
  spec: {
    group: string;
    names: { kind: string };
    versions: { name: string; schema?: { openAPIV3Schema?: Schema } }[];
  };
};

/** Where kubeconform finds what {@link writeCrdSchemas} wrote. */
export const CRD_SCHEMA_PATTERN =
  '{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json';

/**
 * Turns the definitions of custom resources into JSON schemas for kubeconform.
 *
 * A field that the definition does not know is an error, as the API server with strict validation has it.
 *
 * @param sources folders or files with definitions
 * @param target folder of the schemas; nothing is written when it was made from the same sources
 */
export function writeCrdSchemas(sources: string[], target: string): void {
  const marker = join(target, 'sources.json');
  const files = sources.flatMap(filesIn);
  const state = JSON.stringify(
    files.map(file => [file, statSync(file).mtimeMs]),
  );
  if (existsSync(marker) && readFileSync(marker, 'utf8') === state) return;
  for (const definition of files.flatMap(readDefinitions)) {
    writeDefinition(definition, target);
  }
  writeFileSync(marker, state);
}

function filesIn(source: string): string[] {
  return statSync(source).isFile()
    ? [source]
    : readdirSync(source)
        .filter(name => /\.ya?ml$/.test(name))
        .map(name => join(source, name));
}

function readDefinitions(file: string): Definition[] {
  return parseAllDocuments(readFileSync(file, 'utf8'))
    .map(document => document.toJS({ maxAliasCount: -1 }) as Definition | null)
    .filter(definition => definition?.kind === 'CustomResourceDefinition')
    .map(definition => definition as Definition);
}

function writeDefinition({ spec }: Definition, target: string): void {
  const folder = join(target, spec.group);
  mkdirSync(folder, { recursive: true });
  for (const { name, schema } of spec.versions) {
    if (!schema?.openAPIV3Schema) continue;
    const file = join(folder, `${spec.names.kind.toLowerCase()}_${name}.json`);
    // Two runs may write at the same time; neither may read half a file.
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(closed(schema.openAPIV3Schema, 0)));
    renameSync(temporary, file);
  }
}

/** The keywords that differ between a definition and a JSON schema, and objects without unknown fields. */
function closed(schema: Schema, depth: number): Schema {
  const result: Schema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'format' || keyword.startsWith('x-kubernetes-')) continue;
    result[keyword] = closedKeyword(keyword, value, depth);
  }
  if (schema['x-kubernetes-int-or-string']) {
    delete result.type;
    result.anyOf = [{ type: 'string' }, { type: 'integer' }];
  }
  if (
    schema.properties &&
    schema.additionalProperties === undefined &&
    !schema['x-kubernetes-preserve-unknown-fields'] &&
    // The root has apiVersion, kind and metadata, which definitions may leave out.
    depth > 0
  ) {
    result.additionalProperties = false;
  }
  if (schema.nullable && typeof result.type === 'string') {
    result.type = [result.type, 'null'];
  }
  return result;
}

function closedKeyword(
  keyword: string,
  value: unknown,
  depth: number,
): unknown {
  if (keyword === 'properties') {
    return Object.fromEntries(
      Object.entries(value as Record<string, Schema>).map(([name, child]) => [
        name,
        closed(child, depth + 1),
      ]),
    );
  }
  const isSchema = keyword === 'items' || keyword === 'additionalProperties';
  return isSchema && typeof value === 'object' && value !== null
    ? closed(value as Schema, depth + 1)
    : value;
}
