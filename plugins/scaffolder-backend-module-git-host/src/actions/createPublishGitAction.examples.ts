import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const step = (input: Record<string, string>) =>
  stringify({
    steps: [{ id: 'publish', action: 'publish:git', name: 'Publish', input }],
  });

export const examples: TemplateExample[] = [
  {
    description: 'Publishes all files of the task',
    example: step({ repoOwner: 'notes', repoName: 'billing' }),
  },
  {
    description: 'Says what it is for and which group may change it',
    example: step({
      repoOwner: 'notes',
      repoName: 'billing',
      description: 'Writes invoices',
      owner: 'group:default/notes-team',
    }),
  },
  {
    description: 'Publishes one folder to a branch of another name',
    example: step({
      repoOwner: 'notes',
      repoName: 'billing',
      sourcePath: 'service',
      defaultBranch: 'trunk',
      commitMessage: 'Start from the Node service template',
    }),
  },
];
