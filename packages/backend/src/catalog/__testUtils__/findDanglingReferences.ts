import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { FiledEntity } from './readCatalogFiles';

/** Fields of a spec that name other entities, and the kind a bare name stands for. */
const FIELDS: Record<string, string> = {
  owner: 'Group',
  system: 'System',
  domain: 'Domain',
  subdomainOf: 'Domain',
  subcomponentOf: 'Component',
  parent: 'Group',
  children: 'Group',
  members: 'User',
  memberOf: 'Group',
  providesApis: 'API',
  consumesApis: 'API',
  dependsOn: 'Component',
  dependencyOf: 'Component',
};

/** Names each reference to an entity that does not exist. */
export function findDanglingReferences(entities: FiledEntity[]): string[] {
  const known = new Set(
    entities
      .filter(({ entity }) => entity?.kind && entity.metadata?.name)
      .map(({ entity }) => stringifyEntityRef(entity)),
  );
  return entities.flatMap(({ file, entity }) =>
    Object.entries(FIELDS).flatMap(([field, defaultKind]) =>
      [entity.spec?.[field] ?? []]
        .flat()
        .filter(value => typeof value === 'string')
        .filter(value => !known.has(complete(value, defaultKind)))
        .map(
          value =>
            `${file}: ${entity.metadata?.name} names ${field} "${value}", which does not exist`,
        ),
    ),
  );
}

function complete(value: string, defaultKind: string): string {
  return stringifyEntityRef(parseEntityRef(value, { defaultKind }));
}
