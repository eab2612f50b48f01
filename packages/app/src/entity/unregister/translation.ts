import { createTranslationRef } from '@backstage/frontend-plugin-api';

export const unregisterTranslationRef = createTranslationRef({
  id: 'notes.unregister',
  messages: {
    menu: 'Unregister entity',
    title: 'Unregister {{name}}',
    loading: 'Looking up what goes with it',
    failed: 'What goes with it could not be looked up',
    retry: 'Try again',
    location: 'These leave the catalog, because they come from the same file:',
    entity: 'It leaves the catalog alone, because its file no longer names it.',
    together: 'These would leave the catalog together:',
    file: 'Registered file',
    stays: 'The repository stays, with all its files.',
    back: 'To bring them back, register the file again.',
    repository: 'Open the repository',
    owner: 'owner {{owners}}',
    nobody: 'nobody',
    deniedTitle: 'You cannot unregister this',
    denied: 'Not everything is yours. Ask {{owners}}, or a platform engineer.',
    deniedAlone: 'It belongs to {{owners}}. Ask them, or a platform engineer.',
    nothingTitle: 'It was not registered by hand',
    nothing:
      'The configuration of the portal or a plugin brings it, and would bring it back.',
    notDone: 'It was not unregistered',
    confirm: 'Unregister',
    cancel: 'Cancel',
    close: 'Close',
    done: '{{name}} has left the catalog',
  },
});
