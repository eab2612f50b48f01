import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const goldenPathReactTranslationRef = createTranslationRef({
  id: 'notes.golden-path-react',
  messages: {
    state: {
      ready: 'Ready to create',
      'approval-required': 'Needs approval',
      waiting: 'Waiting for approval',
      approved: 'Approved',
      denied: 'Denied',
      created: 'Created',
      void: 'Void',
      expired: 'Expired',
    },
  },
});
