import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { SHARED } from '../delivery/renderLayers';
import { writeCoreSchemas, writeCrdSchemas } from './crdSchemas';
import { findTool } from './findTool';
import type { KubernetesObject } from './ServiceChart';

const CONFIG = join(SHARED, 'charts/checks/kube-linter.yaml');

/** Checkers that others wrote; each answers with what it finds wrong. */
export class Checkers {
  readonly #schemas = mkdtempSync(join(tmpdir(), 'schemas-'));

  constructor() {
    writeCrdSchemas(this.#schemas);
    writeCoreSchemas(join(this.#schemas, 'core'));
  }

  kubeconform(objects: KubernetesObject[]): string[] {
    const file = '{{.ResourceKind}}{{.KindSuffix}}.json';
    const core = join(this.#schemas, 'core', file);
    const custom = join(this.#schemas, file);
    return run('kubeconform', objects, [
      '-strict',
      '-output',
      'tap',
      ...['-kubernetes-version', '1.36.0'],
      ...['-schema-location', core, '-schema-location', custom],
    ]).filter(line => line.startsWith('not ok'));
  }

  kubeLinter(objects: KubernetesObject[]): string[] {
    return run('kube-linter', objects.map(asDeployment), [
      'lint',
      '--config',
      CONFIG,
      '--format',
      'plain',
      '-',
    ]).filter(line => line.includes('(check: '));
  }

  kubeScore(objects: KubernetesObject[]): string[] {
    return run('kube-score', objects.map(asDeployment), [
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

/** These two know no Rollout; its pods and its selector are those of a Deployment. */
function asDeployment(object: KubernetesObject): KubernetesObject {
  if (object.kind === 'HorizontalPodAutoscaler') {
    const spec = object.spec as { scaleTargetRef: { name: string } };
    const { name } = spec.scaleTargetRef;
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name };
    return { ...object, spec: { ...spec, scaleTargetRef } };
  }
  if (object.kind !== 'Rollout') return object;
  const spec = {
    ...(object.spec as object),
    strategy: { type: 'RollingUpdate' },
  };
  return { ...object, apiVersion: 'apps/v1', kind: 'Deployment', spec };
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
