import type { PlanManifest } from '@notes/plugin-golden-path-common';
import { CORE_SCHEMA, load } from 'js-yaml';
import { parseDocument } from 'yaml';

/** An object of Kubernetes as far as plans look at it. */
export type KubernetesObject = {
  apiVersion: string;
  kind: string;
  metadata?: {
    name?: string;
    generateName?: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [key: string]: unknown;
};

/** What a tool printed for an object, and the object. */
type Document = { text: string; object: KubernetesObject };

/** Objects of manifests that were read already: a plan looks at each of them four times. */
const objects = new WeakMap<PlanManifest, KubernetesObject>();

/** The objects in what a tool rendered. */
export function readObjects(text: string): KubernetesObject[] {
  return readDocuments(text).map(document => document.object);
}

/** Objects as a plan shows them: as the tool printed them. */
export function toManifests(
  text: string,
  source: PlanManifest['source'],
): PlanManifest[] {
  return readDocuments(text).map(({ object, text: yaml }) => {
    const manifest = {
      apiVersion: object.apiVersion,
      kind: object.kind,
      name: object.metadata?.name ?? '',
      ...{ source, yaml },
    };
    objects.set(manifest, object);
    return manifest;
  });
}

/** The object of a manifest. */
export function readManifest(manifest: PlanManifest): KubernetesObject[] {
  const object = objects.get(manifest);
  return object ? [object] : readObjects(manifest.yaml);
}

function readDocuments(text: string): Document[] {
  return text.split(/^---(?=\s|$)/m).flatMap(part => {
    const object = parse(part);
    return isObject(object) ? [{ text: `${part.trim()}\n`, object }] : [];
  });
}

/** The fast parser for what tools print; the patient one for what people wrote. */
function parse(text: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA });
  } catch {
    return parseDocument(text).toJS();
  }
}

function isObject(value: unknown): value is KubernetesObject {
  const object = value as Partial<KubernetesObject> | null;
  return (
    typeof object === 'object' &&
    object !== null &&
    typeof object.kind === 'string' &&
    typeof object.apiVersion === 'string'
  );
}
