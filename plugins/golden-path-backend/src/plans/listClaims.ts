import type { PlanClaim } from '@notes/plugin-golden-path-common';
import type { RenderedFile } from '@notes/plugin-golden-path-node';
import { stringify } from 'yaml';
import { readObjects, type KubernetesObject } from './readManifests';

const GROUP = 'platform.notes.dev/';

/** What the service asks the platform for. */
export function listClaims(
  files: readonly RenderedFile[],
): (PlanClaim & { object: KubernetesObject })[] {
  return files
    .filter(file => /^claims\/.*\.ya?ml$/.test(file.path))
    .flatMap(file =>
      readObjects(file.content.toString('utf8'))
        .filter(object => object.apiVersion.startsWith(GROUP))
        .map(object => ({
          path: file.path,
          apiVersion: object.apiVersion,
          kind: object.kind,
          name: object.metadata?.name ?? '',
          yaml: stringify(object),
          object,
        })),
    );
}
