import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Records what the steps before it have written',
    example: stringify({
      steps: [
        {
          id: 'record',
          name: 'Record where it comes from',
          action: 'template:record',
          input: { values: '${{ parameters }}' },
        },
      ],
    }),
  },
];
