import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Takes everything back when a step before it has failed',
    example: stringify({
      steps: [
        {
          id: 'undo',
          name: 'Take back what was made',
          if: '${{ failure() }}',
          action: 'golden-path:undo',
          input: { left: ['${{ steps.publishGithub.output.remoteUrl }}'] },
        },
      ],
    }),
  },
];
