import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  domainEntityV1alpha1Validator,
  EntityPolicies,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { FiledEntity } from './readCatalogFiles';

const POLICY = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

const VALIDATORS = [
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  templateEntityV1beta3Validator,
  userEntityV1alpha1Validator,
];

/** Names the entities that the catalog would refuse, and those that are there twice. */
export async function findInvalidEntities(
  entities: FiledEntity[],
): Promise<string[]> {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  for (const { file, entity } of entities) {
    try {
      await check(structuredClone(entity));
    } catch (error) {
      problems.push(`${file}: ${(error as Error).message}`);
      continue;
    }
    const ref = stringifyEntityRef(entity);
    const before = seen.get(ref);
    if (before) {
      problems.push(`${file}: ${ref} is already in ${before}`);
    }
    seen.set(ref, file);
  }
  return problems;
}

async function check(entity: FiledEntity['entity']) {
  const enforced = (await POLICY.enforce(entity)) ?? entity;
  for (const validator of VALIDATORS) {
    // A placeholder stands for text that is read when the entity is.
    if (await validator.check(withText(enforced))) {
      return;
    }
  }
  throw new TypeError(
    `kind "${entity.kind}" of "${entity.apiVersion}" is not known`,
  );
}

function withText(entity: FiledEntity['entity']) {
  const { definition } = (entity.spec ?? {}) as { definition?: unknown };
  return typeof definition === 'object'
    ? { ...entity, spec: { ...entity.spec, definition: 'text' } }
    : entity;
}
