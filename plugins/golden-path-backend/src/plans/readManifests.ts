import type { PlanManifest } from '@notes/plugin-golden-path-common';
import { parseAllDocuments, stringify } from 'yaml';

/** An object of Kubernetes as far as plans look at it. */
export type KubernetesObject = {
  apiVersion: string;
  kind: string;
  metadata?: {
    name?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [key: string]: unknown;
};

/** The objects in what a tool rendered. */
export function readObjects(text: string): KubernetesObject[] {
  return parseAllDocuments(text)
    .map(document => document.toJS() as unknown)
    .filter(isObject);
}

/** Objects as a plan shows them. */
export function toManifests(
  text: string,
  source: PlanManifest['source'],
): PlanManifest[] {
  return readObjects(text).map(object => ({
    apiVersion: object.apiVersion,
    kind: object.kind,
    name: object.metadata?.name ?? '',
    source,
    yaml: stringify(object),
  }));
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
