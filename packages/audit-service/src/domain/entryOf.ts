import type { CloudEvent, EventsByType, EventType } from '@notes/events';
import type { AuditEntry } from './AuditRecord.ts';
import type { Json } from './canonicalJson.ts';

/** Everything but the confirmations of this service, whose records would ask for records without end. */
export type AuditedType = Exclude<
  EventType,
  'note.audited' | 'email.requested'
>;

type Description = Partial<Pick<AuditEntry, 'outcome'>> & {
  readonly actor?: string | undefined;
  readonly subject: string;
  readonly details?: { readonly [name: string]: Json };
};

type Describe<Type extends AuditedType> = (
  data: EventsByType[Type]['data'],
) => Description;

const version = (data: { version: number }) => ({ version: data.version });
const own = (data: { noteId: string; ownerId: string }) => ({
  actor: data.ownerId,
  subject: `note:${data.noteId}`,
});
const note = (data: { noteId: string }) => ({ subject: `note:${data.noteId}` });
const user = (data: { userId: string }) => ({
  actor: data.userId,
  subject: `user:${data.userId}`,
});

/**
 * What of each event is kept. This is a list of what may stay, not of what must go: a field that an event gets one
 * day is not recorded until someone puts it here. Titles, text, tags, file names, names, addresses and reasons in
 * free words are never kept.
 */
const DESCRIPTIONS: { readonly [Type in AuditedType]: Describe<Type> } = {
  'note.created': data => ({ ...own(data), details: version(data) }),
  'note.updated': data => ({ ...own(data), details: version(data) }),
  'note.deleted': data => ({
    ...own(data),
    details: { ...version(data), purged: data.purged },
  }),
  'note.indexed': data => ({ ...note(data), details: version(data) }),
  'note.mailed': data => ({
    ...note(data),
    outcome: data.status === 'failed' ? 'failure' : 'success',
    details: { ...version(data), status: data.status },
  }),
  'note.quarantined': data => ({ ...note(data), details: version(data) }),
  'attachment.completed': data => ({ ...own(data), details: attachment(data) }),
  'attachment.deleted': data => ({ ...own(data), details: attachment(data) }),
  'user.registered': user,
  'user.login': data => ({
    ...user(data),
    details: {
      sessionId: data.sessionId,
      method: data.method,
      twoFactor: data.twoFactor,
    },
  }),
  'user.updated': data => ({
    ...user(data),
    details: {
      changed: (['email', 'name'] as const).filter(
        field => data[field] !== undefined,
      ),
    },
  }),
  'user.deleted': user,
  'user.locked': data => ({
    subject: `user:${data.userId}`,
    outcome: 'failure',
    details: { until: data.until },
  }),
  'user.login-failed': data => ({
    actor: data.userId ?? 'anonymous',
    subject: data.userId === undefined ? 'user:unknown' : `user:${data.userId}`,
    outcome: 'failure',
    details: { reason: data.reason },
  }),
  'user.password-changed': user,
  'user.two-factor-changed': data => ({
    ...user(data),
    details: { enabled: data.enabled },
  }),
  'session.revoked': data => ({
    ...user(data),
    details: { sessionId: data.sessionId, reason: data.reason },
  }),
  'role.changed': data =>
    'role' in data
      ? {
          actor: data.actorId,
          subject: `role:${data.role}`,
          details: { permissions: data.permissions },
        }
      : {
          actor: data.actorId,
          subject: `user:${data.userId}`,
          details: { roles: data.roles },
        },
  'config.changed': data => ({
    actor: data.actorId,
    subject: `config:${data.environment}/${data.key}`,
    details: version(data),
  }),
};

export const AUDITED_TYPES = Object.keys(DESCRIPTIONS) as AuditedType[];

function attachment(data: {
  attachmentId: string;
  contentType: string;
  size: number;
}) {
  const { attachmentId, contentType, size } = data;
  return { attachmentId, contentType, size };
}

/** The entry of an event, which says of it what may be kept for good. */
export function entryOf(event: CloudEvent, topic: string): AuditEntry {
  const describe = DESCRIPTIONS[event.type as AuditedType] as (
    data: unknown,
  ) => Description;
  const {
    actor,
    details = {},
    outcome = 'success',
    subject,
  } = describe(event.data);
  const traceId = event.traceparent?.split('-')[1];
  return {
    eventId: event.id,
    topic,
    action: event.type,
    // What no person did, the service that tells of it did.
    actor: actor ?? `service:${event.source.split('/').at(-1) ?? 'unknown'}`,
    subject,
    outcome,
    occurredAt: new Date(event.time).toISOString(),
    ...(traceId === undefined ? {} : { traceId }),
    ...(event.correlationid === undefined
      ? {}
      : { correlationId: event.correlationid }),
    ...(event.causationid === undefined
      ? {}
      : { causationId: event.causationid }),
    details,
  };
}
