import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { SHARED } from '../delivery/renderLayers';
import {
  CORE_SCHEMA_PATTERN,
  CRD_SCHEMA_PATTERN,
  findSchemas,
  writeCoreSchemas,
  writeCrdSchemas,
} from '@notes/template-kit';
import { findTool } from './findTool';
import type { KubernetesObject } from './ServiceChart';

type ScalerSpec = {
  scaleTargetRef: { name: string };
  minReplicaCount?: number;
  maxReplicaCount?: number;
};

/** The projects whose objects the library renders. */
export const PROJECTS = [
  'gateway-api',
  'istio',
  'prometheus-operator',
  'argo-rollouts',
  'external-secrets',
  'keda',
];

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };
const CONFIG = join(SHARED, 'charts/checks/kube-linter.yaml');

/** Checkers that others wrote; each answers with what it finds wrong. */
export class Checkers {
  readonly #schemas = mkdtempSync(join(tmpdir(), 'schemas-'));

  constructor() {
    writeCrdSchemas(
      PROJECTS.map(name => findSchemas(name)!),
      this.#schemas,
    );
    writeCoreSchemas(
      join(findSchemas('kubernetes')!, 'v1.36.0-local-strict'),
      join(this.#schemas, 'core'),
    );
  }

  kubeconform(objects: KubernetesObject[]): string[] {
    const core = join(this.#schemas, 'core', CORE_SCHEMA_PATTERN);
    const custom = join(this.#schemas, CRD_SCHEMA_PATTERN);
    return run('kubeconform', objects, [
      '-strict',
      '-output',
      'tap',
      ...['-kubernetes-version', '1.36.0'],
      ...['-schema-location', core, '-schema-location', custom],
    ]).filter(line => line.startsWith('not ok'));
  }

  kubeLinter(objects: KubernetesObject[]): string[] {
    return run('kube-linter', objects.map(asKnownKind), [
      'lint',
      '--config',
      CONFIG,
      '--format',
      'plain',
      '-',
    ]).filter(line => line.includes('(check: '));
  }

  kubeScore(objects: KubernetesObject[]): string[] {
    return run('kube-score', objects.map(asKnownKind), [
      'score',
      '--output-format',
      'ci',
      '-',
    ]).filter(line => /^\[(CRITICAL|WARNING)\]/.test(line));
  }

  remove(): void {
    rmSync(this.#schemas, { recursive: true, force: true });
  }
}

/** These two know no Rollout and no ScaledObject; to them they are a Deployment and the scaler that KEDA makes. */
function asKnownKind(object: KubernetesObject): KubernetesObject {
  const spec = object.spec as ScalerSpec;
  switch (object.kind) {
    case 'Rollout': {
      const strategy = { type: 'RollingUpdate' };
      return { ...object, ...DEPLOYMENT, spec: { ...spec, strategy } };
    }
    case 'ScaledObject':
      return scalerOf(object, {
        minReplicas: spec.minReplicaCount,
        maxReplicas: spec.maxReplicaCount,
      });
    case 'HorizontalPodAutoscaler':
      return scalerOf(object, spec);
    default:
      return object;
  }
}

function scalerOf(object: KubernetesObject, spec: object): KubernetesObject {
  const { name } = (object.spec as ScalerSpec).scaleTargetRef;
  return {
    ...object,
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    spec: { ...spec, scaleTargetRef: { ...DEPLOYMENT, name } },
  };
}

function run(tool: string, objects: KubernetesObject[], args: string[]) {
  const input = objects.map(object => stringify(object)).join('---\n');
  const { stdout, stderr, error } = spawnSync(findTool(tool)!, args, {
    input,
    encoding: 'utf8',
  });
  if (error) throw error;
  const output = `${stdout}\n${stderr}`;
  if (output.trim() === '') throw new Error(`${tool} said nothing`);
  return output.split('\n');
}
