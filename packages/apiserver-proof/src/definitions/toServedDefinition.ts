import type { Definition } from '@notes/crossplane-types/src/generate/Definition';
import type { KubernetesObject } from '../client';

type Schema = Record<string, unknown>;

const text: Schema = { type: 'string' };
const record = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  properties,
});
const reference: Schema = { ...record({ name: text }), required: ['name'] };
const selector: Schema = {
  ...record({ matchLabels: { type: 'object', additionalProperties: text } }),
  required: ['matchLabels'],
};

/** What Crossplane keeps for itself in the spec of every composite resource. */
const MACHINERY = record({
  compositionRef: reference,
  compositionSelector: selector,
  compositionRevisionRef: reference,
  compositionRevisionSelector: selector,
  compositionUpdatePolicy: { ...text, enum: ['Automatic', 'Manual'] },
  resourceRefs: {
    type: 'array',
    items: {
      ...record({ apiVersion: text, kind: text, name: text, namespace: text }),
      required: ['apiVersion', 'kind'],
    },
    'x-kubernetes-list-type': 'atomic',
  },
});

const CONDITIONS: Schema = {
  type: 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
  items: {
    ...record({
      type: text,
      status: text,
      reason: text,
      message: text,
      lastTransitionTime: { ...text, format: 'date-time' },
      observedGeneration: { type: 'integer', format: 'int64' },
    }),
    required: ['type', 'status', 'reason', 'lastTransitionTime'],
  },
};

/**
 * The definition that Crossplane would give the API server for one of the platform's own namespaced APIs: its schema
 * as written, with the fields that Crossplane adds to every composite resource.
 */
export function toServedDefinition({ spec }: Definition): KubernetesObject {
  const { group, names, versions } = spec;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${names.plural}.${group}` },
    spec: {
      group,
      names,
      scope: 'Namespaced',
      versions: versions.map(
        ({ name, schema, additionalPrinterColumns = [] }) => ({
          name,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: withMachinery(schema.openAPIV3Schema) },
          additionalPrinterColumns,
          subresources: { status: {} },
        }),
      ),
    },
  };
}

function withMachinery(
  schema: Definition['spec']['versions'][0]['schema']['openAPIV3Schema'],
): Schema {
  const { spec, status } = schema.properties;
  return {
    ...schema,
    properties: {
      apiVersion: text,
      kind: text,
      metadata: { type: 'object' },
      spec: {
        ...spec,
        properties: { ...spec.properties, crossplane: MACHINERY },
      },
      status: {
        ...status,
        properties: {
          ...status?.properties,
          conditions: CONDITIONS,
          crossplane: record({}),
        },
      },
    },
  };
}
