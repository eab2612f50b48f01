import { randomUUID } from 'node:crypto';
import { createEvent, type CloudEvent } from '@notes/events';

export const PRIVATE = [
  'Diagnosis',
  'ann@example.com',
  'Ann Person',
  'secret words',
  'tag-of-illness',
  'cv-ann.pdf',
];
const [TITLE = '', EMAIL = '', NAME = '', CONTENT = '', TAG = '', FILE = ''] =
  PRIVATE;

const NOTES = '/services/notes-service';
const AUTH = '/services/auth-service';

export function noteCreated(
  ownerId: string = randomUUID(),
  time = new Date(),
): CloudEvent {
  const noteId = randomUUID();
  const words = { title: TITLE, content: CONTENT, tags: [TAG] };
  const data = {
    noteId,
    ownerId,
    version: 1,
    ...words,
    occurredAt: time.toISOString(),
  };
  return createEvent({
    type: 'note.created',
    subject: noteId,
    source: NOTES,
    time,
    data,
  });
}

/** One event of each type, with everything private that it can hold. */
export function oneOfEach(): { notes: CloudEvent[]; users: CloudEvent[] } {
  const [noteId, ownerId, attachmentId, userId, sessionId, actorId] =
    Array.from({ length: 6 }, () => randomUUID()) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
  const occurredAt = new Date().toISOString();
  const id = { noteId, ownerId };
  const words = { title: TITLE, content: CONTENT, tags: [TAG], occurredAt };
  const file = {
    ...id,
    attachmentId,
    fileName: FILE,
    contentType: 'application/pdf',
    size: 9,
  };
  const note = { subject: noteId, source: NOTES };
  const user = { subject: userId, source: AUTH };
  return {
    notes: [
      createEvent({
        ...note,
        type: 'note.created',
        data: { ...id, version: 1, ...words },
      }),
      createEvent({
        ...note,
        type: 'note.updated',
        data: { ...id, version: 2, ...words },
      }),
      createEvent({
        ...note,
        type: 'note.quarantined',
        data: { ...id, version: 3, reason: `no mail to ${EMAIL}` },
      }),
      createEvent({
        ...note,
        type: 'note.deleted',
        data: { ...id, version: 4, purged: false, occurredAt },
      }),
      createEvent({
        ...note,
        type: 'note.indexed',
        source: '/services/search-service',
        data: { ...id, version: 1 },
      }),
      createEvent({
        ...note,
        type: 'note.mailed',
        source: '/services/email-service',
        data: { ...id, version: 1, status: 'failed', reason: `550 ${EMAIL}` },
      }),
      createEvent({ ...note, type: 'attachment.completed', data: file }),
      createEvent({ ...note, type: 'attachment.deleted', data: file }),
    ],
    users: [
      createEvent({
        ...user,
        type: 'user.registered',
        data: { userId, email: EMAIL, name: NAME },
      }),
      createEvent({
        ...user,
        type: 'user.login',
        data: { userId, sessionId, method: 'password', twoFactor: true },
      }),
      createEvent({
        ...user,
        type: 'user.updated',
        data: { userId, email: EMAIL, name: NAME },
      }),
      createEvent({
        ...user,
        type: 'user.locked',
        data: { userId, until: occurredAt },
      }),
      createEvent({
        ...user,
        type: 'user.login-failed',
        data: { userId, reason: 'wrong-password' },
      }),
      createEvent({
        ...user,
        type: 'user.login-failed',
        data: { reason: 'unknown-user' },
      }),
      createEvent({ ...user, type: 'user.password-changed', data: { userId } }),
      createEvent({
        ...user,
        type: 'user.two-factor-changed',
        data: { userId, enabled: true },
      }),
      createEvent({
        ...user,
        type: 'session.revoked',
        data: { userId, sessionId, reason: 'logout' },
      }),
      createEvent({
        ...user,
        type: 'role.changed',
        data: { role: 'editor', permissions: ['notes:read'], actorId },
      }),
      createEvent({
        ...user,
        type: 'role.changed',
        data: { userId, roles: ['admin'], actorId },
      }),
      createEvent({
        ...user,
        type: 'config.changed',
        data: { environment: 'production', key: 'a.b', version: 3, actorId },
      }),
      createEvent({ ...user, type: 'user.deleted', data: { userId } }),
    ],
  };
}
