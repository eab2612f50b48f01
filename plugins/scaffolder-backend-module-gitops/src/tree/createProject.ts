import { ARGOCD_NAMESPACE } from './environments';
import type { ServiceApplication } from './ServiceApplication';
import { toYaml } from './toYaml';

/** The AppProject of an owner, with no repository and no destination yet, as a file. */
export function createProject(service: ServiceApplication): string {
  const { project, owner } = service;
  return toYaml(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: {
        name: project,
        namespace: ARGOCD_NAMESPACE,
        labels: {
          'app.kubernetes.io/name': project,
          'app.kubernetes.io/managed-by': 'argocd',
          team: project,
        },
      },
      spec: {
        description: `What ${owner} deploys`.slice(0, 255),
        sourceRepos: [],
        destinations: [],
        clusterResourceWhitelist: [],
        // Quotas are the platform's. Network policies are not listed: every chart brings its own.
        namespaceResourceBlacklist: [
          { group: '', kind: 'ResourceQuota' },
          { group: '', kind: 'LimitRange' },
        ],
        roles: [
          {
            name: 'deployer',
            description: 'Starts and looks at syncs of the team',
            policies: ['get', 'sync'].map(
              verb =>
                `p, proj:${project}:deployer, applications, ${verb}, ${project}/*, allow`,
            ),
            groups: [project],
          },
        ],
        syncWindows: [
          {
            kind: 'deny',
            description: 'No automatic change of production over the weekend',
            schedule: '0 16 * * 5',
            duration: '63h',
            timeZone: 'UTC',
            namespaces: ['*-prod'],
            manualSync: true,
          },
        ],
      },
    },
    'The portal adds repositories and destinations; everything else is yours to change.',
  );
}
