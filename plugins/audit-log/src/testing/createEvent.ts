import type { AuditEvent } from '@notes/plugin-audit-log-common';

/** An event for a test. */
export function createEvent(given: Partial<AuditEvent> = {}): AuditEvent {
  return {
    id: '7c1f7f6e-2f0b-4c6a-9b39-0a6c6f4f1f11',
    time: '2026-11-21T08:00:00.000Z',
    completedAt: '2026-11-21T08:00:01.000Z',
    actor: 'user:default/dev.rivera',
    plugin: 'scaffolder',
    action: 'scaffolder.task.create',
    severity: 'medium',
    status: 'succeeded',
    entityRef: 'template:default/node-service',
    request: { method: 'POST', path: '/api/scaffolder/v2/tasks' },
    meta: { actionType: 'create' },
    ...given,
  };
}
