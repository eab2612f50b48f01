/** What the form sends for a service with a database. */
export const serviceValues = (name: string) => ({
  name,
  description: 'Writes invoices',
  owner: 'group:default/notes-team',
  system: 'system:default/notes',
  repoOwner: 'notes',
  database: 'postgresql',
});

/** What the form sends for a GitOps repository. */
export const gitopsValues = (name: string) => ({
  name,
  description: 'What runs where',
  owner: 'group:default/notes-team',
  system: 'system:default/notes',
  repoOwner: 'notes',
});

/** What the form sends for one more resource of a service. */
export const resourceValues = (service: string, part = 'reports') => ({
  service: `component:default/${service}`,
  kind: 'bucket',
  part,
  size: 'small',
  region: 'us-east-1',
});
