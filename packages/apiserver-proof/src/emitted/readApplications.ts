import { DEFAULT_POD_SECURITY_VERSION } from '@notes/plugin-golden-path-common';
import type { GitOpsTree } from '@notes/plugin-scaffolder-backend-module-gitops/src/repository/GitOpsRepository';
import { IN_CLUSTER } from '@notes/plugin-scaffolder-backend-module-gitops/src/tree/environments';
import { parseService } from '@notes/plugin-scaffolder-backend-module-gitops/src/tree/parseService';
import { planAddition } from '@notes/plugin-scaffolder-backend-module-gitops/src/tree/planAddition';
import type { EmittedManifests } from './Manifest';
import { parseManifests } from './parseManifests';

/** A service for each way in which an Application can differ. */
const SERVICES = [
  { mesh: 'none', canary: 'none' },
  { mesh: 'sidecar', canary: '90-10' },
  { mesh: 'ambient', canary: '10-50-100' },
];
const GITOPS_URL = 'https://portal.notes.example/git/platform/gitops.git';

/** What creating a service adds to the GitOps repository: Applications, namespaces and the project of its team. */
export async function readApplications(): Promise<EmittedManifests[]> {
  return Promise.all(SERVICES.map(readApplication));
}

async function readApplication({
  mesh,
  canary,
}: (typeof SERVICES)[0]): Promise<EmittedManifests> {
  const service = parseService({
    name: 'billing-service',
    repoUrl: 'https://portal.notes.example/git/notes/billing-service.git',
    owner: 'group:default/notes-team',
    system: 'system:default/notes',
    revision: '0'.repeat(40),
    mesh,
    canary,
  });
  const empty: GitOpsTree = {
    branch: 'main',
    read: async () => new Map(),
  } as unknown as GitOpsTree;
  const changes = await planAddition(empty, service, {
    podSecurityVersion: DEFAULT_POD_SECURITY_VERSION,
    gitopsUrl: GITOPS_URL,
    gitopsBranch: 'main',
    clusters: { dev: IN_CLUSTER, staging: IN_CLUSTER, prod: IN_CLUSTER },
  });
  return {
    combination: `mesh ${mesh}, canary ${canary}`,
    manifests: changes.flatMap(({ path, content }) =>
      parseManifests(content ?? '', path).map(object => ({
        object,
        place: path,
      })),
    ),
  };
}
