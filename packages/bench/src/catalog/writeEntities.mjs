import fs from 'node:fs';

const TYPES = ['service', 'website', 'library'];
const LIFECYCLES = ['production', 'experimental', 'deprecated'];
const TAGS = ['node', 'java', 'python', 'go', 'react', 'data'];

/**
 * Writes a made-up company into one file: `count` components with owners,
 * systems and dependencies, and one group and three systems per hundred.
 */
export function writeEntities(file, count) {
  const groups = Math.max(1, Math.round(count / 100));
  const systems = Math.max(1, Math.round((count * 3) / 100));
  const documents = [
    ...range(groups).map(toGroup),
    ...range(systems).map(index => toSystem(index, groups)),
    ...range(count).map(index =>
      toComponent(index, { groups, systems, count }),
    ),
  ];
  // JSON is YAML, and one line per entity keeps the file small.
  fs.writeFileSync(
    file,
    `${documents.map(entity => JSON.stringify(entity)).join('\n---\n')}\n`,
  );
  return { groups, systems, components: count };
}

/** Marks what the bench made, so that the app's own entities are not counted. */
export const BENCH_FILTER = 'kind=component,metadata.labels.bench=generated';

function range(length) {
  return Array.from({ length }, (_, index) => index);
}

function toGroup(index) {
  return entity('Group', `bench-group-${index}`, {
    type: 'team',
    children: [],
  });
}

function toSystem(index, groups) {
  return entity('System', `bench-system-${index}`, {
    owner: `bench-group-${index % groups}`,
  });
}

function toComponent(index, { groups, systems, count }) {
  const neighbour = (index * 7 + 1) % count;
  const component = entity('Component', `bench-component-${index}`, {
    type: TYPES[index % TYPES.length],
    lifecycle: LIFECYCLES[index % 7 === 0 ? 1 : 0],
    owner: `bench-group-${index % groups}`,
    system: `bench-system-${index % systems}`,
    ...(neighbour !== index && {
      dependsOn: [`component:default/bench-component-${neighbour}`],
    }),
  });
  component.metadata.description = `Component number ${index} of the bench`;
  component.metadata.tags = [
    TAGS[index % TAGS.length],
    TAGS[(index * 5 + 1) % TAGS.length],
  ].filter((tag, at, all) => all.indexOf(tag) === at);
  return component;
}

function entity(kind, name, spec) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, labels: { bench: 'generated' } },
    spec,
  };
}
