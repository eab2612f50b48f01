import path from 'node:path';

import { startApp } from '../apps/startApp.mjs';
import { runClients, summarise } from '../catalog/runClients.mjs';
import { untilIngested } from '../catalog/untilIngested.mjs';
import { writeEntities } from '../catalog/writeEntities.mjs';
import { toCatalogFigures } from './toCatalogFigures.mjs';

/** What the catalog page asks for: the first page of components, in three of its filters. */
const LISTS = [
  'filter=kind=component',
  'filter=kind=component,spec.type=service',
  'filter=kind=component,spec.lifecycle=production',
].map(
  filter =>
    `/api/catalog/entities/by-query?limit=20&orderField=metadata.name,asc&${filter}`,
);

/** What its pickers ask for. */
const FACETS = [
  'spec.type',
  'spec.lifecycle',
  'metadata.tags',
  'relations.ownedBy',
].map(
  facet => `/api/catalog/entity-facets?facet=${facet}&filter=kind=component`,
);

/**
 * Only one side runs at a time, because the catalog of the other one would go
 * on working through its entities and take the processor.
 */
export async function measureCatalog(context) {
  const figures = [];
  for (const count of context.options.entities) {
    figures.push(...(await measureSize(context, count)));
  }
  return figures;
}

async function measureSize(context, count) {
  const { apps, options, progress, workDirectory } = context;
  const entityFile = path.join(workDirectory, `entities-${count}.yaml`);
  writeEntities(entityFile, count);
  const samples = Object.fromEntries(
    apps.map(({ id }) => [
      id,
      { ingestion: [], list: [], facets: [], memory: [] },
    ]),
  );
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const app of apps) {
      await progress.step(
        `catalog of ${count} round ${round}, ${app.id}`,
        () =>
          measureOnce(context, {
            app,
            count,
            round,
            entityFile,
            sample: samples[app.id],
          }),
        () => describe(samples[app.id]),
      );
    }
  }
  return toCatalogFigures(count, samples);
}

async function measureOnce(context, { app, count, round, entityFile, sample }) {
  const { server, workDirectory } = context;
  const database = `bench_catalog_${app.id}_${count}_${round}`;
  const directory = path.join(workDirectory, database);
  await app.makeDatabase(server, database);
  const running = await startApp(context, app, {
    directory,
    database,
    server,
    entityFile,
  });
  const readyAt = performance.now();
  const client = await running.client(8);
  try {
    await untilIngested(client, count);
    sample.ingestion.push((performance.now() - readyAt) / 1000);
    await measureReads(client, sample);
    sample.memory.push(running.residentMegabytes());
  } finally {
    client.close();
    await running.stop();
    await server.dropDatabases(database);
  }
}

async function measureReads(client, sample) {
  for (const [kind, paths] of [
    ['list', LISTS],
    ['facets', FACETS],
  ]) {
    // The first answers fill pools and plans and are not counted.
    await runClients({ client, paths, requests: 40 });
    sample[kind].push(...(await runClients({ client, paths })));
  }
}

function describe({ ingestion, list, facets }) {
  const [a, b] = [summarise(list), summarise(facets)];
  return `ingested in ${ingestion.at(-1).toFixed(1)} s, list p95 ${a.p95.toFixed(0)} ms, facets p95 ${b.p95.toFixed(0)} ms`;
}
