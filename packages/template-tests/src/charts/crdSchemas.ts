import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { findSchemas } from './findTool';

type Schema = {
  properties?: Record<string, Schema>;
  items?: Schema;
  [key: string]: unknown;
};
type Definition = {
  kind?: string;
  spec: {
    group: string;
    names: { kind: string };
    versions: { name: string; schema?: { openAPIV3Schema: Schema } }[];
  };
};

/** The projects whose objects the library renders. */
export const PROJECTS = [
  'gateway-api',
  'istio',
  'prometheus-operator',
  'argo-rollouts',
  'external-secrets',
  'keda',
];

/**
 * Writes the schemas of the projects' own definitions where kubeconform looks for them.
 *
 * An API server drops fields that it does not know; here they are a mistake, so every object is closed.
 */
export function writeCrdSchemas(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const definition of PROJECTS.flatMap(readDefinitions)) {
    const { group, names, versions } = definition.spec;
    for (const { name, schema } of versions) {
      const file = `${names.kind.toLowerCase()}-${group.split('.')[0]}-${name}.json`;
      if (!schema) continue;
      const closed = close(schema.openAPIV3Schema, true);
      writeFileSync(join(folder, file), JSON.stringify(closed));
    }
  }
}

/** Copies the schemas of Kubernetes so that they refer to each other as files: their own references are addresses. */
export function writeCoreSchemas(folder: string): void {
  const source = join(findSchemas('kubernetes')!, 'v1.36.0-local-strict');
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(source)) {
    const text = readFileSync(join(source, file), 'utf8')
      .replace(/,\s*"\$id":\s*"[^"]*"/, '')
      .replaceAll('"/api/_definitions.json', '"_definitions.json');
    writeFileSync(join(folder, file), text);
  }
}

function readDefinitions(project: string): Definition[] {
  const folder = findSchemas(project)!;
  return readdirSync(folder).flatMap(file =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8'))
      .map(document => document.toJS() as Definition | null)
      .filter(
        (definition): definition is Definition =>
          definition?.kind === 'CustomResourceDefinition',
      ),
  );
}

function close(schema: Schema, root = false): Schema {
  const result: Schema = { ...schema };
  const open =
    schema['x-kubernetes-preserve-unknown-fields'] ||
    schema.additionalProperties !== undefined;
  if (schema['x-kubernetes-int-or-string']) {
    return { anyOf: [{ type: 'integer' }, { type: 'string' }] };
  }
  if (schema.properties) {
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, value]) => [
        name,
        close(value),
      ]),
    );
    if (!open) result.additionalProperties = false;
  }
  // These are Kubernetes' own, and some definitions leave them out.
  if (root) {
    const own = { type: 'string' };
    result.properties = {
      ...result.properties,
      apiVersion: own,
      kind: own,
      metadata: { type: 'object' },
    };
  }
  if (schema.items) result.items = close(schema.items);
  return result;
}
