import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderLayers, type RenderedFile } from '../delivery/renderLayers';
import { NAME, ServiceChart } from './ServiceChart';

/** The choices that change the chart. */
export type ChartChoices = {
  name: string;
  ownerName: string;
  description: string;
  database: 'none' | 'postgresql';
  cache: 'none' | 'redis';
  events: 'none' | 'producer' | 'consumer' | 'both';
  mesh: 'none' | 'sidecar' | 'ambient';
  canary: 'none' | '90-10' | '10-50-100';
  secrets: 'none' | 'vault' | 'aws';
  exposure: 'internal' | 'public';
  tier: 'standard' | 'critical';
};

export const PLAIN: ChartChoices = {
  name: NAME,
  ownerName: 'notes-team',
  description: 'Writes "invoices": {{ all }} of them',
  database: 'none',
  cache: 'none',
  events: 'none',
  mesh: 'none',
  canary: 'none',
  secrets: 'none',
  exposure: 'internal',
  tier: 'standard',
};

export const EVERYTHING: ChartChoices = {
  ...PLAIN,
  database: 'postgresql',
  cache: 'redis',
  events: 'both',
  mesh: 'sidecar',
  canary: '10-50-100',
  secrets: 'aws',
  exposure: 'public',
  tier: 'critical',
};

/** The values as the frame derives them, as far as these layers read them. */
export function layerValues(choices: ChartChoices): Record<string, unknown> {
  const { name, events } = choices;
  const has = (choice: string) => choice !== 'none';
  return {
    ...choices,
    systemName: 'notes',
    port: 8080,
    costCenter: 'engineering',
    dataClassification: 'internal',
    imageRepository: `ghcr.io/notes/${name}`,
    namespaces: {
      dev: 'notes-dev',
      staging: 'notes-staging',
      prod: 'notes-prod',
    },
    hasDatabase: has(choices.database),
    hasCache: has(choices.cache),
    hasEvents: has(events),
    produces: events === 'producer' || events === 'both',
    consumes: events === 'consumer' || events === 'both',
    hasMesh: has(choices.mesh),
    hasCanary: has(choices.canary),
    hasSecrets: has(choices.secrets),
    migrateCommand: ['/nodejs/bin/node', 'dist/migrate.js'],
    testCommand: ['/nodejs/bin/node', '-e', "fetch('x')"],
  };
}

/** The files of the chart of a service, without the library and the schema, which are copied. */
export function renderChartLayer(
  choices: ChartChoices,
): Record<string, RenderedFile> {
  return renderLayers(['chart'], layerValues(choices));
}

/** The chart of a service as it lies in its repository: the layer over the copies. */
export class EmittedChart extends ServiceChart {
  constructor(choices: ChartChoices) {
    super();
    const root = `charts/${choices.name}/`;
    for (const [path, { text }] of Object.entries(renderChartLayer(choices))) {
      const file = join(this.folder, path.slice(root.length));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}
