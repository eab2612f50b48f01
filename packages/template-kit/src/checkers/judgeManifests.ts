import { dirname, join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import type { CheckContext } from '../check';
import { problemsOf, runTool } from '../tools';
import {
  CORE_SCHEMA_PATTERN,
  CRD_SCHEMA_PATTERN,
  writeCoreSchemas,
  writeCrdSchemas,
} from '../schemas';
import { KUBERNETES_VERSION } from './renderManifests';

/** The projects whose objects templates emit. */
export const API_SCHEMAS = [
  'gateway-api',
  'istio',
  'prometheus-operator',
  'argo-cd',
  'argo-rollouts',
  'chaos-mesh',
  'external-secrets',
  'keda',
  'kyverno-policies',
];

/** Objects without a schema on this machine; other checkers prove them. */
const WITHOUT_SCHEMA = [
  // Proven against the platform's own definitions by the checker `claims`.
  'PostgreSQLInstance',
  'RedisCache',
  'KafkaTopic',
  'Queue',
  'Bucket',
  'ImageRepository',
  'WorkloadIdentity',
];

/** What kubeconform says of objects, with the schemas of Kubernetes and of every project above. */
export async function conform(
  manifests: string,
  context: CheckContext,
): Promise<string[]> {
  const kubernetes = context.schemas('kubernetes');
  const written = join(dirname(kubernetes), 'json');
  const core = join(written, `kubernetes-${KUBERNETES_VERSION}`);
  writeCrdSchemas(
    API_SCHEMAS.map(name => context.schemas(name)),
    written,
  );
  writeCoreSchemas(
    join(kubernetes, `v${KUBERNETES_VERSION}-local-strict`),
    core,
  );
  const result = await runTool(
    context.tool('kubeconform'),
    [
      '-strict',
      '-kubernetes-version',
      KUBERNETES_VERSION,
      '-schema-location',
      join(core, CORE_SCHEMA_PATTERN),
      '-schema-location',
      join(written, CRD_SCHEMA_PATTERN),
      '-skip',
      WITHOUT_SCHEMA.join(','),
    ],
    { input: manifests, signal: context.signal },
  );
  return problemsOf(result);
}

/** What a command that reads objects from a file says of them. */
export async function judge(
  manifests: string,
  context: CheckContext,
  command: [tool: string, ...args: string[]],
): Promise<string[]> {
  const [tool, ...args] = command;
  const result = await runTool(context.tool(tool), args, {
    cwd: await context.folder(),
    input: manifests,
    signal: context.signal,
  });
  return problemsOf(result);
}

type Workload = {
  apiVersion: string;
  kind: string;
  spec: { scaleTargetRef?: { name: string }; [field: string]: unknown };
};

/** The objects of a text of YAML, without empty documents. */
export function parseObjects(manifests: string): Workload[] {
  return parseAllDocuments(manifests)
    .map(document => document.toJS() as Workload | null)
    .filter(object => object !== null);
}

/**
 * Rollouts as Deployments: checkers of workloads know no Rollout, and its pods and selector are those of a
 * Deployment.
 */
export function asDeployments(manifests: string): string {
  return parseObjects(manifests)
    .map(object => stringify(asDeployment(object)))
    .join('---\n');
}

function asDeployment(object: Workload): Workload {
  const { spec } = object;
  if (object.kind === 'HorizontalPodAutoscaler') {
    const scaleTargetRef = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: spec.scaleTargetRef!.name,
    };
    return { ...object, spec: { ...spec, scaleTargetRef } };
  }
  if (object.kind !== 'Rollout') return object;
  return {
    ...object,
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { ...spec, strategy: { type: 'RollingUpdate' } },
  };
}
