import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const portalReactTranslationRef = createTranslationRef({
  id: 'notes.portal-react',
  messages: {
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'Your browser does not let the page copy.',
    lines_one: '1 line',
    lines_other: '{{count}} lines',
    more: 'Show all {{amount}} lines',
  },
});
