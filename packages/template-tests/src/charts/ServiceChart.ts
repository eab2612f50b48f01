import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { SHARED } from '../delivery/renderLayers';
import { findTool } from './findTool';

export type Values = Record<string, unknown>;
export type KubernetesObject = {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace: string;
    labels: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [field: string]: unknown;
};

export const NAME = 'billing-service';
export const DIGEST = `sha256:${'0'.repeat(64)}`;

/** What every service gives; a row of a test says what it changes. */
export const BASE_VALUES: Values = {
  image: { repository: 'ghcr.io/notes/billing-service', digest: DIGEST },
  partOf: 'notes',
  labels: {
    costCenter: 'engineering',
    team: 'notes-team',
    environment: 'dev',
    dataClassification: 'internal',
  },
  test: { command: ['/bin/ask'] },
};

const CHART = {
  apiVersion: 'v2',
  name: NAME,
  description: 'A service that uses the library',
  type: 'application',
  version: '0.1.0',
  appVersion: '1.2.3',
  kubeVersion: '>=1.33.0-0',
  dependencies: [{ name: 'notes-service', version: '1.0.0', repository: '' }],
};

/** A chart of a service on disk that uses a copy of the library, which a test may damage. */
export class ServiceChart {
  readonly folder = mkdtempSync(join(tmpdir(), 'service-chart-'));
  readonly library = join(this.folder, 'charts', 'notes-service');

  constructor() {
    mkdirSync(join(this.folder, 'templates'));
    this.#write('Chart.yaml', stringify(CHART));
    this.#write('templates/all.yaml', '{{- include "notes-service.all" . }}\n');
    cpSync(join(SHARED, 'charts/notes-service'), this.library, {
      recursive: true,
    });
    cpSync(join(SHARED, 'charts/service-schema'), this.folder, {
      recursive: true,
    });
  }

  /** The objects that helm renders, or the error with what helm says. */
  render(values: Values = {}, options: RenderOptions = {}): KubernetesObject[] {
    return parseObjects(this.renderText(values, options));
  }

  renderText(values: Values = {}, options: RenderOptions = {}): string {
    const { helm = 'helm', kubeVersion = '1.36.0', bare = false } = options;
    const given = bare ? values : withBase(values);
    const namespace = ['--namespace', 'notes-dev'];
    return this.run(
      helm,
      ['template', 'billing', '.', ...namespace, '--kube-version', kubeVersion],
      given,
    );
  }

  run(helm: 'helm' | 'helm3', args: string[], values: Values): string {
    return execFileSync(findTool(helm)!, [...args, '--values', '-'], {
      cwd: this.folder,
      input: stringify(values),
      encoding: 'utf8',
      stdio: 'pipe',
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #write(path: string, text: string) {
    writeFileSync(join(this.folder, path), text);
  }
}

export type RenderOptions = {
  helm?: 'helm' | 'helm3';
  kubeVersion?: string;
  /** Without the values that every service gives. */
  bare?: boolean;
};

export function withBase(values: Values): Values {
  return { ...BASE_VALUES, ...values };
}

export function parseObjects(text: string): KubernetesObject[] {
  return parseAllDocuments(text)
    .map(document => {
      if (document.errors.length > 0) throw document.errors[0];
      return document.toJS() as KubernetesObject | null;
    })
    .filter(object => object !== null);
}
