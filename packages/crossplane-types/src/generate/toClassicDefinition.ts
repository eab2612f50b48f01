import { ApiSource } from './readApis';
import { FieldSchema } from './Definition';

/**
 * Turns a definition of Crossplane 2 into the classic one: a claim in the namespace and a cluster-scoped twin.
 *
 * A claim brings `writeConnectionSecretToRef` of its own, so `connectionSecretName` goes.
 */
export function toClassicDefinition(api: ApiSource): object {
  const { metadata, spec } = api.definition;
  const { names, scope: _scope, versions, ...rest } = spec;
  const [version] = versions;
  const title = metadata.annotations['platform.notes.dev/title'];
  return {
    apiVersion: 'apiextensions.crossplane.io/v1',
    kind: 'CompositeResourceDefinition',
    metadata: {
      name: `x${names.plural}.${spec.group}`,
      annotations: { 'platform.notes.dev/title': title },
    },
    spec: {
      ...rest,
      scope: 'LegacyCluster',
      names: {
        kind: `X${names.kind}`,
        listKind: `X${names.kind}List`,
        plural: `x${names.plural}`,
        singular: `x${names.singular}`,
      },
      claimNames: names,
      ...(api.secretKeys.length
        ? { connectionSecretKeys: api.secretKeys }
        : {}),
      versions: [
        { ...version, schema: { openAPIV3Schema: toClassicSchema(api) } },
      ],
    },
  };
}

function toClassicSchema({ schema }: ApiSource): object {
  const { spec, status } = schema.properties;
  return {
    ...schema,
    properties: {
      ...schema.properties,
      spec: without(spec, 'connectionSecretName'),
      status: without(status, 'connectionSecretName'),
    },
  };
}

function without(schema: FieldSchema, field: string): FieldSchema {
  const { required, properties = {}, ...rest } = schema;
  const { [field]: _gone, ...kept } = properties;
  const needed = required?.filter(name => name !== field);
  return {
    ...rest,
    ...(needed?.length ? { required: needed } : {}),
    properties: kept,
  };
}
