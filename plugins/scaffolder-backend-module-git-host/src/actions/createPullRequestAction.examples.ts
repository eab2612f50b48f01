import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const step = (input: Record<string, string>) =>
  stringify({
    steps: [
      {
        id: 'propose',
        action: 'git-host:pull-request',
        name: 'Propose the change',
        input,
      },
    ],
  });

export const examples: TemplateExample[] = [
  {
    description: 'Proposes all files of the task',
    example: step({
      repoOwner: 'notes',
      repoName: 'billing',
      branchName: 'add-cache',
      title: 'Add a cache',
    }),
  },
  {
    description: 'Proposes one folder, and says why',
    example: step({
      repoOwner: 'notes',
      repoName: 'billing',
      branchName: 'new-service',
      title: 'Start over',
      description: 'The old one was hard to read.',
      sourcePath: 'service',
    }),
  },
];
