import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  type Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';

const KINDS = [
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
];

/** `$text` is replaced by the catalog before it looks at an entity; a file stands in for it here. */
function withResolvedText(entity: Entity): Entity {
  const text = JSON.stringify(entity);
  return JSON.parse(text.replace(/\{"\$text":("[^"]+")\}/g, '$1'));
}

/** Holds an entity to the rules the catalog applies when it reads one. */
export async function expectValidEntity(entity: Entity): Promise<void> {
  const policy = EntityPolicies.allOf([
    new SchemaValidEntityPolicy(),
    new DefaultNamespaceEntityPolicy(),
    new FieldFormatEntityPolicy(),
  ]);
  const resolved = withResolvedText(entity);
  expect(await policy.enforce(resolved)).toBeDefined();
  const kinds = await Promise.all(KINDS.map(kind => kind.check(resolved)));
  expect(kinds).toContain(true);
}
