/**
 * End-to-end layer: each real service with what its chart gives it, and its rules and boards against what it really
 * exports.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  expressionsOf,
  findMetricProblems,
  findTool,
  PROMETHEUS_METRICS,
  rulesOf,
  type Dashboard,
} from '@notes/template-kit';
import { createTestDatabase, type TestDatabase } from '@notes/test-support';
import { readDelivered } from './readDelivered';
import { folderOf } from './root';
import { SERVICES } from './services';
import { readChartEnvironment } from './testing/ChartEnvironment';
import { RunningService } from './testing/RunningService';

jest.setTimeout(120_000);

const run = promisify(execFile);
const withHelm = findTool('helm') ? describe : describe.skip;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'notes-delivery-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

withHelm.each(SERVICES.map(({ name }) => name))('%s (needs helm)', name => {
  let database: TestDatabase;
  let service: RunningService | undefined;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await service?.stop();
    await database.close();
  });

  const environmentOf = (environment: string) =>
    readChartEnvironment(name, {
      environment,
      folder,
      databaseUrl: database.url,
    });

  it('is migrated by the job of its chart, twice without harm', async () => {
    const { migration } = await environmentOf('prod');
    const values = SERVICES.find(one => one.name === name)!.values;
    expect(migration !== undefined).toBe(values.database !== undefined);
    if (!migration) return;
    const [, ...args] = migration.command;
    const options = { cwd: folderOf(name), env: migration.environment };
    const first = await run(process.execPath, args, options);
    expect(first.stdout).toContain('the database schema is up to date');
    const second = await run(process.execPath, args, options);
    expect(second.stdout).toBe('');
  });

  it('starts and answers its probes with the environment of its chart', async () => {
    const { service: environment } = await environmentOf('prod');
    service = await RunningService.start(name, environment);
    const answer = await fetch(`${service.url}/health`);
    expect(await answer.json()).toEqual({ status: 'ok' });
    expect((await fetch(`${service.url}/ready`)).status).toBe(200);
  });

  it('exports every metric that its rules and boards ask for', async () => {
    const exported = metricsOf(
      await (await fetch(`${service!.url}/metrics`)).text(),
    );
    const { asked, recorded } = askedBy(name);
    expect(asked.length).toBeGreaterThan(20);
    expect(
      findMetricProblems(asked, [
        ...exported,
        ...recorded,
        ...PROMETHEUS_METRICS,
      ]),
    ).toEqual([]);
  });

  it('has the document that its image copies', () => {
    expect(existsSync(join(folderOf(name), 'openapi.yaml'))).toBe(true);
  });
});

function askedBy(name: string) {
  const repository = readDelivered(name);
  const rules = rulesOf(repository.text('observability/rules.yaml'));
  const boards = Object.values(
    repository.texts(/^observability\/dashboards\//),
  );
  return {
    asked: [
      ...rules.map(({ expr }) => expr),
      ...boards.flatMap(text => expressionsOf(JSON.parse(text) as Dashboard)),
    ],
    recorded: rules.flatMap(({ record }) => record ?? []),
  };
}

/** The series of a scrape: a metric without a sample yet is there by its type. */
function metricsOf(scrape: string): string[] {
  return [...scrape.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(
    ([, name, type]) =>
      type === 'histogram'
        ? ['bucket', 'count', 'sum'].map(part => `${name}_${part}`)
        : [name],
  );
}
