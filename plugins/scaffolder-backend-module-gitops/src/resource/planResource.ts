import { ConflictError, InputError } from '@backstage/errors';
import { ENVIRONMENTS } from '../tree/environments';
import type { DescribedResource } from './describeResource';
import { addCatalogResource } from './editCatalogInfo';
import {
  addClaimPatch,
  addResources,
  createKustomization,
} from './editKustomization';
import type { ServiceFiles } from './ServiceFiles';

const CATALOG = 'catalog-info.yaml';
const CLAIMS = 'claims/kustomization.yaml';
const BASE = 'deploy/base/kustomization.yaml';

/**
 * The files of a service as they are with one more resource, without the claim itself.
 *
 * A repository from before there were overlays gets the list of its claims and
 * nothing else, because nothing else reads them.
 */
export async function planResource(
  files: ServiceFiles,
  service: string,
  resource: DescribedResource,
): Promise<Map<string, string>> {
  if ((await files.read(resource.path)) !== undefined) {
    throw new ConflictError(
      `part '${resource.path.slice('claims/'.length, -'.yaml'.length)}' is taken: '${resource.path}' of '${service}' exists, choose another name`,
    );
  }
  const catalog = await files.read(CATALOG);
  if (catalog === undefined) {
    throw new InputError(
      `service '${service}' is not accepted: its repository has no '${CATALOG}' at the root`,
    );
  }
  const changes = new Map<string, string>();
  const set = (path: string, before: string | undefined, after: string) => {
    if (before !== after) {
      changes.set(path, after);
    }
  };
  set(CATALOG, catalog, addCatalogResource(catalog, service, resource));
  const claims = await files.read(CLAIMS);
  const file = resource.path.slice('claims/'.length);
  set(
    CLAIMS,
    claims,
    claims === undefined
      ? createKustomization([...(await files.list('claims')), file].sort())
      : addResources(claims, CLAIMS, [file]),
  );
  const base = await files.read(BASE);
  if (base !== undefined) {
    set(BASE, base, addResources(base, BASE, ['../../claims']));
    for (const environment of ENVIRONMENTS) {
      const path = `deploy/overlays/${environment}/kustomization.yaml`;
      const overlay = await files.read(path);
      if (overlay !== undefined) {
        set(
          path,
          overlay,
          addClaimPatch(overlay, path, environment, resource.claimKind),
        );
      }
    }
  }
  return changes;
}
