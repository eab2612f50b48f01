/** Integration layer: the facts of the overlay against the code of the services, and against what Helm makes of them. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from '@notes/template-kit';
import { parse, parseAllDocuments } from 'yaml';
import { FACTS, TOPICS } from './overlay/facts';
import { folderOf } from './root';
import { SERVICES } from './services';

interface Topology {
  PARTITIONS: Record<string, number>;
  SUBSCRIPTIONS: Record<string, string[]>;
}

/** The package is an ES module that runs as written, so a process of its own reads it. */
const { PARTITIONS, SUBSCRIPTIONS } = JSON.parse(
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      "const { PARTITIONS, SUBSCRIPTIONS } = await import('./src/topology.ts'); console.log(JSON.stringify({ PARTITIONS, SUBSCRIPTIONS }))",
    ],
    { cwd: folderOf('events'), encoding: 'utf8' },
  ),
) as Topology;

it('has the topics and partitions of packages/events, and claims them', () => {
  expect(TOPICS).toEqual(PARTITIONS);
  const claimed = Object.keys(TOPICS).map(topic => {
    const file = join(folderOf('events'), 'claims', `${topic}.yaml`);
    const { spec } = parse(readFileSync(file, 'utf8')) as {
      spec: { topic: string; partitions: number };
    };
    return [spec.topic, spec.partitions];
  });
  expect(Object.fromEntries(claimed)).toEqual(PARTITIONS);
});

it('has the groups that packages/events keeps messages for', () => {
  const reading = Object.values(FACTS).flatMap(({ reads }) => reads);
  const groups = Object.keys(SUBSCRIPTIONS).map(topic => [
    topic,
    reading
      .filter(one => one.topic === topic)
      .map(({ group }) => group)
      .sort(),
  ]);
  const expected = Object.entries(SUBSCRIPTIONS).map(([topic, names]) => [
    topic,
    [...names].sort(),
  ]);
  expect(Object.fromEntries(groups)).toEqual(Object.fromEntries(expected));
});

const withHelm = findTool('helm') ? it : it.skip;

withHelm.each([
  ['auth-service', 2],
  ['notes-service', 3],
  ['email-service', 1],
  ['search-service', 2],
])(
  '%s has %s replicas in dev and staging, as F-07 says (needs helm)',
  (name, replicas) => {
    for (const environment of ['dev', 'staging']) {
      expect(leastReplicas(name, environment)).toBe(replicas);
    }
  },
);

withHelm.each(SERVICES.map(({ name }) => name))(
  '%s has a replica in each of three zones in production (needs helm)',
  name => {
    expect(leastReplicas(name, 'prod')).toBeGreaterThanOrEqual(3);
  },
);

interface Scaled {
  kind: string;
  spec?: { replicas?: number; minReplicas?: number; minReplicaCount?: number };
}

function leastReplicas(name: string, environment: string): number | undefined {
  const chart = join(folderOf(name), 'charts', name);
  const rendered = execFileSync(
    findTool('helm')!,
    [
      ...['template', name, chart],
      ...['--values', join(chart, `values-${environment}.yaml`)],
      ...['--set', `image.digest=sha256:${'0'.repeat(64)}`],
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const objects = parseAllDocuments(rendered).map(one => one.toJS() as Scaled);
  const find = (kind: string) => objects.find(one => one.kind === kind)?.spec;
  return (
    find('ScaledObject')?.minReplicaCount ??
    find('HorizontalPodAutoscaler')?.minReplicas ??
    find('Deployment')?.replicas
  );
}
