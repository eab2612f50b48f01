import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the audit log. @public */
export const auditLogTranslationRef = createTranslationRef({
  id: 'plugin.audit-log',
  messages: {
    page: {
      intro:
        'Who changed what in this portal. Reading is not recorded; details are kept without secrets.',
      loading: 'Loading the audit log',
      refresh: 'Refresh',
      older: 'Show older events',
      loadingOlder: 'Loading…',
      end: 'These are all the events.',
      failed: 'The audit log cannot be read.',
      stale: 'The list below is from before.',
      retry: 'Try again',
      empty:
        'Nothing is recorded yet. Changes appear here as people make them.',
      noMatch: 'No event matches these filters.',
      clear: 'Clear the filters',
    },
    denied: {
      title: 'The audit log is for platform engineers',
      text: 'You are signed in without the right to read it. Ask a platform engineer when you need to know who changed something.',
    },
    filter: {
      label: 'Filter the audit log',
      person: 'Person',
      anyone: 'Anyone',
      action: 'Action',
      anyAction: 'Any action',
      entity: 'Entity',
      entityHint: 'component:notes-service',
      entityWrong:
        'Write a reference such as component:default/notes-service, then press Enter',
      status: 'Outcome',
      anyStatus: 'Any outcome',
      time: 'Time',
      hour: 'Last hour',
      day: 'Last 24 hours',
      week: 'Last 7 days',
      month: 'Last 30 days',
      any: 'Any time',
      custom: 'Between two days',
      days: 'Days',
    },
    column: {
      when: 'When',
      who: 'Who',
      what: 'What',
      entity: 'Entity',
      outcome: 'Outcome',
    },
    status: {
      succeeded: 'Done',
      failed: 'Failed',
      initiated: 'Not ended',
    },
    details: {
      title: 'Event',
      began: 'Began',
      ended: 'Ended',
      action: 'Action',
      severity: 'Severity',
      request: 'Request',
      address: 'Address',
      error: 'Error',
      id: 'Id',
      meta: 'Details',
      close: 'Close',
    },
    unknownPerson: 'Nobody signed in',
    service: 'The portal ({{name}})',
    table: 'Audit events, newest first',
  },
});
