import { InputError } from '@backstage/errors';
import { Document, isMap, isSeq, parseAllDocuments, type YAMLSeq } from 'yaml';

export interface CatalogResource {
  /** `orders-reports`. */
  name: string;
  description: string;
  /** `postgresql`, `kafka-topic`. */
  type: string;
}

/** Adds a Resource to a catalog file, and makes the component depend on it; comments and order stay. */
export function addCatalogResource(
  content: string,
  component: string,
  resource: CatalogResource,
): string {
  const documents = parseAllDocuments(content);
  if (!Array.isArray(documents) || documents.some(each => each.errors.length)) {
    throw new InputError("'catalog-info.yaml' of the service is no YAML");
  }
  const owner = documents.find(
    each =>
      each.get('kind') === 'Component' &&
      each.getIn(['metadata', 'name']) === component,
  );
  if (!owner || !isMap(owner.contents)) {
    throw new InputError(
      `'catalog-info.yaml' of the service has no Component '${component}'`,
    );
  }
  const changed = addDependency(owner, `resource:${resource.name}`);
  const known = documents.some(
    each =>
      each.get('kind') === 'Resource' &&
      each.getIn(['metadata', 'name']) === resource.name,
  );
  if (known && !changed) {
    return content;
  }
  const kept = documents.map(each => print(each).replace(/^---\n/, ''));
  const added = known ? [] : [print(createResource(owner, resource))];
  return [...kept, ...added].join('---\n');
}

function addDependency(component: Document, ref: string): boolean {
  const present = component.getIn(['spec', 'dependsOn']);
  if (isSeq(present)) {
    if ((present.toJSON() as unknown[]).includes(ref)) {
      return false;
    }
    present.add(component.createNode(ref));
    return true;
  }
  const list = component.createNode([ref]) as YAMLSeq;
  component.setIn(['spec', 'dependsOn'], list);
  return true;
}

function createResource(component: Document, resource: CatalogResource) {
  const system = component.getIn(['spec', 'system']);
  return new Document({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: resource.name, description: resource.description },
    spec: {
      type: resource.type,
      owner: component.getIn(['spec', 'owner']),
      ...(system !== undefined && { system }),
    },
  });
}

function print(document: Document): string {
  document.directives = undefined;
  return document.toString({ lineWidth: 0 });
}
