import { InputError } from '@backstage/errors';
import { isMap, isSeq, parseDocument, type Document, type YAMLSeq } from 'yaml';

const GROUP = 'platform.notes.dev';

/** The same that the deploy layer writes; a test compares them. */
const PATCHES: Record<string, Record<string, string>> = {
  dev: { profile: 'learning', size: 'small' },
  staging: { profile: 'learning' },
  prod: { profile: 'production' },
};

/** Adds resources to a Kustomization; comments and order stay. */
export function addResources(
  content: string,
  path: string,
  resources: string[],
): string {
  const document = parseKustomization(content, path);
  const list = requireList(document, path, 'resources');
  const present = list.toJSON() as unknown[];
  const missing = resources.filter(each => !present.includes(each));
  if (missing.length === 0) {
    return content;
  }
  list.flow = false;
  missing.forEach(each => list.add(document.createNode(each)));
  return print(document);
}

/** A Kustomization with nothing but resources. */
export function createKustomization(resources: string[]): string {
  return addResources(
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n',
    'claims/kustomization.yaml',
    resources,
  );
}

/** Gives the claims of a kind the size and profile of an environment, where the overlay does not yet. */
export function addClaimPatch(
  content: string,
  path: string,
  environment: keyof typeof PATCHES,
  kind: string,
): string {
  const document = parseKustomization(content, path);
  const patches = requireList(document, path, 'patches');
  const patch = operationsOf(environment);
  const present = (patches.toJSON() as ClaimPatch[]).map(each => ({
    kinds: each.target?.group === GROUP ? each.target.kind?.split('|') : [],
    profile: /path: \/spec\/profile\b/.test(each.patch ?? ''),
  }));
  if (present.some(each => each.profile && each.kinds?.includes(kind))) {
    return content;
  }
  const wider = present.findIndex(each => each.profile && each.kinds?.length);
  patches.flow = false;
  if (wider >= 0) {
    const kinds = [...(present[wider].kinds ?? []), kind];
    patches.setIn([wider, 'target', 'kind'], kinds.join('|'));
  } else {
    patches.add(document.createNode({ target: { group: GROUP, kind }, patch }));
  }
  return print(document);
}

interface ClaimPatch {
  target?: { group?: string; kind?: string };
  patch?: string;
}

function operationsOf(environment: keyof typeof PATCHES): string {
  return Object.entries(PATCHES[environment])
    .map(
      ([field, value]) =>
        `- op: add\n  path: /spec/${field}\n  value: ${value}`,
    )
    .join('\n');
}

function parseKustomization(content: string, path: string): Document {
  const document = parseDocument(content);
  if (document.errors.length > 0 || !isMap(document.contents)) {
    throw new InputError(
      `'${path}' of the service is no Kustomization: ${document.errors[0]?.message ?? 'expected a mapping'}`,
    );
  }
  return document;
}

function requireList(document: Document, path: string, key: string): YAMLSeq {
  const list = document.get(key);
  if (isSeq(list)) {
    return list;
  }
  if (list !== undefined && list !== null) {
    throw new InputError(
      `'${path}' of the service has '${key}' in an unknown form, expected a list`,
    );
  }
  const made = document.createNode([]) as YAMLSeq;
  document.set(key, made);
  return made;
}

function print(document: Document): string {
  return document.toString({ lineWidth: 0 });
}
