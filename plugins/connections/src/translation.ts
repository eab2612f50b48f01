import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the connections pages. @public */
export const connectionsTranslationRef = createTranslationRef({
  id: 'plugin.connections',
  messages: {
    page: {
      title: 'Connections',
      intro:
        'What this portal is connected to. A part that is not connected never stops the others.',
      recheck: 'Check again',
      checking: 'Checking…',
      loading: 'Reading what the portal is connected to',
      failed: 'The connections cannot be read.',
      denied: 'Sign in to see what the portal is connected to.',
      empty: 'The portal names no part.',
      todo: 'What to do',
      details: 'Details',
      stale: 'The last check did not end; this was seen at {{time}}.',
    },
    group: {
      broken: 'Needs attention',
      checking: 'Still being checked',
      notConnected: 'Not connected',
      ok: 'Works',
    },
    state: {
      broken: 'Broken',
      checking: 'Checking',
      notConnected: 'Not connected',
      ok: 'Works',
    },
    guide: {
      copy: 'Copy',
      copied: 'Copied',
      copyFailed: 'Select the text and copy it by hand',
      docs: 'Read how',
      all: 'See every connection',
    },
    kubernetes: {
      title: 'No cluster is connected',
      shows:
        'Here you see the pods of this component, how often they restart and why, its deployments, services, ingresses and autoscaling, on every cluster it runs on.',
    },
    argocd: {
      title: 'No Argo CD server is connected',
      shows:
        'Here you see which version of this component is deployed where, whether it is in sync with its repository, whether it is healthy, and who changed it last.',
      failed: 'What Argo CD knows cannot be shown.',
    },
  },
});
