const everyService = {
  description: 'Made by the bench',
  owner: 'group:default/notes-team',
  system: 'system:default/notes',
  repoOwner: 'notes',
  tier: 'critical',
  database: 'postgresql',
  cache: 'redis',
  events: 'both',
  exposure: 'public',
  mesh: 'sidecar',
  canary: '10-50-100',
  secrets: 'vault',
  chaos: true,
  sonar: 'sonarqube',
};

const NODE_SERVICE = 'node-service';

/** What each form is filled in with: every part, so that a smaller choice takes less. */
export const TEMPLATES = [
  {
    name: NODE_SERVICE,
    build: 'node',
    values: name => ({ ...everyService, name }),
  },
  {
    name: 'python-service',
    build: 'python',
    values: name => ({ ...everyService, name }),
  },
  {
    name: 'gitops',
    needsApproval: true,
    values: name => ({
      name,
      description: 'Made by the bench',
      owner: 'group:default/notes-team',
      system: 'system:default/notes',
      repoOwner: 'notes',
      mesh: 'sidecar',
    }),
  },
  {
    name: 'resource',
    // It adds to a repository and renders none of its own, so there is nothing to plan.
    hasPlan: false,
    changes: NODE_SERVICE,
    values: (name, changed) => ({
      service: `component:default/${changed}`,
      kind: 'bucket',
      part: partOf(name),
      size: 'small',
      region: 'us-east-1',
    }),
    /** The branch of the pull request that it opens. */
    branch: (name, changed) => `add-${changed}-${partOf(name)}`,
  },
];

const partOf = name => name.replace(/^bench-resource-/, 'part-');

/** The example of Backstage, with the one thing that it asks for. */
export const STOCK = {
  name: 'bench-stock',
  values: name => ({ name, repoOwner: 'notes' }),
};

export const refOf = ({ name }) => `template:default/${name}`;

/** What one round of a template makes; short enough for every form. */
export const nameOf = ({ name }, round) => `bench-${name}-${round}`;
