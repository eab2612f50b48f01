import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readApis } from '@notes/crossplane-types/src/generate/readApis';
import { findSchemas } from '@notes/template-kit';
import { API_SCHEMAS } from '@notes/template-kit/src/checkers/judgeManifests';
import { parse } from 'yaml';
import type { KubernetesObject } from '../client';
import { CROSSPLANE } from './crossplaneFolder';
import { toServedDefinition } from './toServedDefinition';

/** The projects whose definitions a cluster of the platform has; Chaos Mesh has its own checker of schemas elsewhere. */
export const PROJECTS = [...new Set([...API_SCHEMAS, 'chaos-mesh'])];

/** Groups of a project, for what cannot be judged where its definitions are absent. */
export const GROUPS: Record<string, RegExp> = {
  'gateway-api': /^gateway\.networking\.k8s\.io$/,
  istio: /\.istio\.io$/,
  'prometheus-operator': /^monitoring\.coreos\.com$/,
  'argo-cd': /^argoproj\.io$/,
  'argo-rollouts': /^argoproj\.io$/,
  'external-secrets': /external-secrets\.io$/,
  keda: /keda\.sh$/,
  kyverno: /kyverno\.io$/,
  'chaos-mesh': /^chaos-mesh\.org$/,
};

export interface Definitions {
  objects: KubernetesObject[];
  /** Projects whose definitions are not on this machine. */
  missing: string[];
}

/** Whether a definition is wanted, by the group and the kind it defines. */
export type IsWanted = (group: string, kind: string) => boolean;

/**
 * The definitions of the projects that are installed beside services, and of the platform's own APIs.
 *
 * @param isWanted which of them; some are huge, and an API server takes a second for each of those
 */
export function readDefinitions(
  isWanted: IsWanted = () => true,
  find: (name: string) => string | undefined = findSchemas,
): Definitions {
  const folders = PROJECTS.map(name => ({ name, folder: find(name) }));
  const objects = [
    ...folders.flatMap(({ folder }) =>
      folder ? readFolder(folder, isWanted) : [],
    ),
    ...readApis(CROSSPLANE).apis.map(api => toServedDefinition(api.definition)),
  ];
  return {
    objects: objects.filter(({ spec }) => {
      const { group, names } = spec as Defined;
      return isWanted(group, names.kind);
    }),
    missing: folders.filter(({ folder }) => !folder).map(({ name }) => name),
  };
}

interface Defined {
  group: string;
  names: { kind: string };
}

function readFolder(folder: string, isWanted: IsWanted): KubernetesObject[] {
  return readdirSync(folder)
    .filter(file => /\.ya?ml$/.test(file))
    .flatMap(file => readFileSync(join(folder, file), 'utf8').split(/^---$/m))
    .filter(text => mayDefine(text, isWanted))
    .map(text => parse(text, { maxAliasCount: -1 }) as KubernetesObject | null)
    .filter(
      (object): object is KubernetesObject =>
        object?.kind === 'CustomResourceDefinition',
    );
}

/** Looks before reading: parsing is what takes long. */
function mayDefine(text: string, isWanted: IsWanted): boolean {
  const [, group] = /^ {2}group: (\S+)$/m.exec(text) ?? [];
  const [, kind] = /^ {4}kind: (\S+)$/m.exec(text) ?? [];
  return !group || !kind || isWanted(group, kind);
}
