import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const errorsTranslationRef = createTranslationRef({
  id: 'notes.errors',
  messages: {
    loading: 'Loading',
    notFoundTitle: 'There is no such page',
    notFound:
      'Nothing lives at {{path}}. The address may be mistyped, or what it showed has been removed.',
    deniedTitle: 'You may not see this page',
    denied:
      'Your account has no right to what this page shows. Ask the platform team if you need it.',
    brokenTitle: 'This part of the portal stopped working',
    broken: 'The rest of the portal is not affected.',
    details: 'Technical details',
    retry: 'Try again',
    home: 'Go to Home',
    search: 'Search the portal',
  },
});
