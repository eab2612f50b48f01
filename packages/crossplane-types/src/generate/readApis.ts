import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { API_PLURALS, Target, TARGETS } from './apiKinds';
import { Definition, DefinitionSchema } from './Definition';

/** One platform API as its source files describe it. */
export type ApiSource = {
  plural: string;
  kind: string;
  title: string;
  secretKeys: string[];
  definition: Definition;
  schema: DefinitionSchema;
  templates: Partial<Record<Target, string>>;
};

export type Sources = {
  apis: ApiSource[];
  prelude: string;
  targetPreludes: Record<Target, string>;
};

/** Reads the sources of all platform APIs from the folder `crossplane`. */
export function readApis(folder: string): Sources {
  const read = (...path: string[]) =>
    readFileSync(join(folder, ...path), 'utf8');
  return {
    apis: API_PLURALS.map(plural => readApi(folder, plural)),
    prelude: read('shared', 'prelude.gotmpl'),
    targetPreludes: {
      aws: read('shared', 'aws.gotmpl'),
      incluster: read('shared', 'incluster.gotmpl'),
    },
  };
}

function readApi(folder: string, plural: string): ApiSource {
  const at = join(folder, 'apis', plural);
  const definition: Definition = parse(
    readFileSync(join(at, 'definition.yaml'), 'utf8'),
  );
  const { annotations } = definition.metadata;
  const keys = annotations['platform.notes.dev/connection-secret-keys'];
  const templates = TARGETS.map(
    target => [target, join(at, `${target}.gotmpl`)] as const,
  )
    .filter(([, path]) => existsSync(path))
    .map(([target, path]) => [target, readFileSync(path, 'utf8')]);
  return {
    plural,
    kind: definition.spec.names.kind,
    title: annotations['platform.notes.dev/title'],
    secretKeys: keys ? keys.split(',') : [],
    definition,
    schema: definition.spec.versions[0].schema.openAPIV3Schema,
    templates: Object.fromEntries(templates),
  };
}
