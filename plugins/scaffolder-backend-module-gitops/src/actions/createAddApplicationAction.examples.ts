import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const step = (input: Record<string, unknown>) =>
  stringify({
    steps: [
      {
        id: 'gitops',
        action: 'gitops:add-application',
        name: 'Add to GitOps',
        input,
      },
    ],
  });

const service = {
  name: 'orders',
  repoUrl: 'http://localhost:7007/git/notes/orders.git',
  owner: 'group:default/notes-team',
  system: 'system:default/notes',
  revision: '0123456789abcdef0123456789abcdef01234567',
};

export const examples: TemplateExample[] = [
  {
    description: 'Adds a service with the layout of the golden path',
    example: step(service),
  },
  {
    description:
      'Adds a service whose canary moves the weights of an HTTPRoute',
    example: step({
      ...service,
      name: 'invoices',
      repoUrl: 'http://localhost:7007/git/notes/invoices.git',
      mesh: 'ambient',
      canary: '10-50-100',
    }),
  },
  {
    description: 'Adds a service with folders and namespaces of its own',
    example: step({
      ...service,
      name: 'letters',
      repoUrl: 'https://github.com/notes/letters.git',
      revision: 'v1.0.0',
      defaultBranch: 'trunk',
      chartPath: 'chart',
      overlaysPath: 'kustomize/overlays',
      namespaces: {
        dev: 'letters-dev',
        staging: 'letters-staging',
        prod: 'letters-prod',
      },
    }),
  },
];
