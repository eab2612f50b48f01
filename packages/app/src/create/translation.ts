import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const createTranslationsRef = createTranslationRef({
  id: 'notes.create',
  messages: {
    choose: 'Choose',
    chooseTemplate: 'Choose {{title}}',
    notAllowed: 'You may read this template; developers may use it.',
  },
});
