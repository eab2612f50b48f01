import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Renders a service from all parameters of the form',
    example: stringify({
      steps: [
        {
          id: 'render',
          name: 'Write the service',
          action: 'golden-path:render',
          input: { values: '${{ parameters }}' },
        },
      ],
    }),
  },
];
