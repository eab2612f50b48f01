import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Prepares a second database for a service',
    example: stringify({
      steps: [
        {
          id: 'prepare',
          action: 'resource:prepare',
          name: 'Prepare the change',
          input: {
            service: 'component:default/orders',
            kind: 'database',
            part: 'reports',
            size: 'small',
            region: 'us-east-1',
          },
        },
      ],
    }),
  },
];
