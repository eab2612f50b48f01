import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  EntityPolicies,
  FieldFormatEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';
import type { TextFiles } from './findTextProblems';

const CATALOG = 'catalog-info.yaml';
const KINDS = [
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
];
const POLICY = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/** What the catalog would refuse, and what the entities name that is not there. */
export async function findCatalogProblems(files: TextFiles): Promise<string[]> {
  const entities = parseAllDocuments(files[CATALOG]).map(
    document => document.toJS() as Entity,
  );
  const refused = await Promise.all(entities.map(findRefusal));
  return [
    ...refused.flat(),
    ...findMissingEntities(entities),
    ...findMissingFiles(entities, files),
  ];
}

async function findRefusal(entity: Entity): Promise<string[]> {
  const where = `${CATALOG}: ${entity.kind} ${entity.metadata?.name}`;
  try {
    const resolved = withResolvedText(entity);
    await POLICY.enforce(resolved);
    const known = await Promise.all(KINDS.map(kind => kind.check(resolved)));
    return known.includes(true)
      ? []
      : [`${where}: the catalog knows no such kind`];
  } catch (error) {
    return [`${where}: ${(error as Error).message}`];
  }
}

/** `$text` is replaced by the catalog before it looks at an entity; a file stands in for it here. */
function withResolvedText(entity: Entity): Entity {
  const text = JSON.stringify(entity);
  return JSON.parse(text.replace(/\{"\$text":("[^"]+")\}/g, '$1'));
}

function findMissingEntities(entities: Entity[]): string[] {
  const here = new Set(entities.map(entity => stringifyEntityRef(entity)));
  return entities.flatMap(({ kind, metadata, spec = {} }) => {
    const named = [
      ...refsIn(spec.providesApis, 'api'),
      ...refsIn(spec.dependsOn, 'resource'),
    ];
    return named
      .filter(ref => !here.has(ref))
      .map(
        ref =>
          `${CATALOG}: ${kind} ${metadata.name} names ${ref}, which is not in the file`,
      );
  });
}

function refsIn(value: unknown, defaultKind: string): string[] {
  return (Array.isArray(value) ? value : []).map(ref =>
    stringifyEntityRef(
      parseEntityRef(String(ref), {
        defaultKind,
        defaultNamespace: 'default',
      }),
    ),
  );
}

function findMissingFiles(entities: Entity[], files: TextFiles): string[] {
  const paths = [
    ...JSON.stringify(entities).matchAll(/"\$text":"\.\/([^"]+)"/g),
  ].map(([, path]) => path);
  return paths
    .filter(path => !(path in files))
    .map(path => `${CATALOG} names ${path}, which is not there`);
}
