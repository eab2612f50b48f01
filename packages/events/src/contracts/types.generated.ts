// Made from asyncapi.yaml by "yarn workspace @notes/events generate". Change the document, then run it again.
import type { CloudEvent } from './CloudEvent.ts';

export type RoleChangedData = RolePermissionsChanged | UserRolesChanged;

export interface NoteCreatedData {
  noteId: string;
  ownerId: string;
  /**
   * Version of the note.
   */
  version: number;
  /**
   * Title of the note.
   */
  title: string;
  /**
   * Text of the note; the event as a whole has at most 900 KiB.
   */
  content: string;
  /**
   * @maxItems 100
   */
  tags: string[];
  occurredAt: string;
}

export interface NoteUpdatedData {
  noteId: string;
  ownerId: string;
  /**
   * Version of the note.
   */
  version: number;
  /**
   * Title of the note.
   */
  title: string;
  /**
   * Text of the note; the event as a whole has at most 900 KiB.
   */
  content: string;
  /**
   * @maxItems 100
   */
  tags: string[];
  occurredAt: string;
}

export interface NoteDeletedData {
  noteId: string;
  ownerId: string;
  /**
   * Version of the note.
   */
  version: number;
  purged: boolean;
  occurredAt: string;
}

export interface NoteIndexedData {
  noteId: string;
  ownerId: string;
  /**
   * Version of the note.
   */
  version: number;
}

export interface NoteMailedData {
  noteId: string;
  ownerId: string;
  /**
   * Version of the note.
   */
  version: number;
  status: 'sent' | 'suppressed' | 'failed';
  /**
   * Why it was suppressed or failed.
   */
  reason?: string;
}

export interface NoteAuditedData {
  noteId: string;
  /**
   * Version of the note.
   */
  version: number;
  /**
   * The audited event.
   */
  eventId: string;
  /**
   * Place in the audit log.
   */
  sequence: number;
}

export interface NoteQuarantinedData {
  noteId: string;
  ownerId: string;
  /**
   * Version of the note.
   */
  version: number;
  /**
   * Why, for its owner.
   */
  reason: string;
}

export interface AttachmentCompletedData {
  noteId: string;
  ownerId: string;
  attachmentId: string;
  /**
   * Name the owner gave.
   */
  fileName: string;
  /**
   * Media type.
   */
  contentType: string;
  /**
   * Bytes.
   */
  size: number;
}

export interface AttachmentDeletedData {
  noteId: string;
  ownerId: string;
  attachmentId: string;
  /**
   * Name the owner gave.
   */
  fileName: string;
  /**
   * Media type.
   */
  contentType: string;
  /**
   * Bytes.
   */
  size: number;
}

export interface UserRegisteredData {
  userId: string;
  email: string;
  /**
   * Display name.
   */
  name: string;
}

export interface UserLoginData {
  userId: string;
  sessionId: string;
  /**
   * How, such as password or oauth.
   */
  method: string;
  twoFactor: boolean;
}

export interface UserUpdatedData {
  userId: string;
  email?: string;
  /**
   * Display name.
   */
  name?: string;
}

export interface UserDeletedData {
  userId: string;
}

export interface UserLockedData {
  userId: string;
  until: string;
}

export interface UserLoginFailedData {
  userId?: string;
  /**
   * Code of the reason.
   */
  reason: string;
}

export interface UserPasswordChangedData {
  userId: string;
}

export interface UserTwoFactorChangedData {
  userId: string;
  enabled: boolean;
}

export interface SessionRevokedData {
  userId: string;
  sessionId: string;
  /**
   * Code of the reason.
   */
  reason: string;
}

export interface RolePermissionsChanged {
  /**
   * Name of the role.
   */
  role: string;
  permissions: string[];
  /**
   * Who did it.
   */
  actorId: string;
}

export interface UserRolesChanged {
  userId: string;
  roles: string[];
  /**
   * Who did it.
   */
  actorId: string;
}

export interface ConfigChangedData {
  /**
   * Environment.
   */
  environment: string;
  /**
   * Key.
   */
  key: string;
  version: number;
  /**
   * Who did it.
   */
  actorId: string;
}

export interface EmailRequestedData {
  userId: string;
  /**
   * Name of the template.
   */
  template: string;
  /**
   * Values for the template; no secret but a single-use link that ends soon.
   */
  data: {
    [k: string]: unknown;
  };
  noteId?: string;
  /**
   * Version of the note.
   */
  version?: number;
  /**
   * Idempotency key.
   */
  key: string;
}

export type NoteCreated = CloudEvent<'note.created', NoteCreatedData>;
export type NoteUpdated = CloudEvent<'note.updated', NoteUpdatedData>;
export type NoteDeleted = CloudEvent<'note.deleted', NoteDeletedData>;
export type NoteIndexed = CloudEvent<'note.indexed', NoteIndexedData>;
export type NoteMailed = CloudEvent<'note.mailed', NoteMailedData>;
export type NoteAudited = CloudEvent<'note.audited', NoteAuditedData>;
export type NoteQuarantined = CloudEvent<
  'note.quarantined',
  NoteQuarantinedData
>;
export type AttachmentCompleted = CloudEvent<
  'attachment.completed',
  AttachmentCompletedData
>;
export type AttachmentDeleted = CloudEvent<
  'attachment.deleted',
  AttachmentDeletedData
>;
export type UserRegistered = CloudEvent<'user.registered', UserRegisteredData>;
export type UserLogin = CloudEvent<'user.login', UserLoginData>;
export type UserUpdated = CloudEvent<'user.updated', UserUpdatedData>;
export type UserDeleted = CloudEvent<'user.deleted', UserDeletedData>;
export type UserLocked = CloudEvent<'user.locked', UserLockedData>;
export type UserLoginFailed = CloudEvent<
  'user.login-failed',
  UserLoginFailedData
>;
export type UserPasswordChanged = CloudEvent<
  'user.password-changed',
  UserPasswordChangedData
>;
export type UserTwoFactorChanged = CloudEvent<
  'user.two-factor-changed',
  UserTwoFactorChangedData
>;
export type SessionRevoked = CloudEvent<'session.revoked', SessionRevokedData>;
export type RoleChanged = CloudEvent<'role.changed', RoleChangedData>;
export type ConfigChanged = CloudEvent<'config.changed', ConfigChangedData>;
export type EmailRequested = CloudEvent<'email.requested', EmailRequestedData>;

/** Each event by its type. */
export interface EventsByType {
  'note.created': NoteCreated;
  'note.updated': NoteUpdated;
  'note.deleted': NoteDeleted;
  'note.indexed': NoteIndexed;
  'note.mailed': NoteMailed;
  'note.audited': NoteAudited;
  'note.quarantined': NoteQuarantined;
  'attachment.completed': AttachmentCompleted;
  'attachment.deleted': AttachmentDeleted;
  'user.registered': UserRegistered;
  'user.login': UserLogin;
  'user.updated': UserUpdated;
  'user.deleted': UserDeleted;
  'user.locked': UserLocked;
  'user.login-failed': UserLoginFailed;
  'user.password-changed': UserPasswordChanged;
  'user.two-factor-changed': UserTwoFactorChanged;
  'session.revoked': SessionRevoked;
  'role.changed': RoleChanged;
  'config.changed': ConfigChanged;
  'email.requested': EmailRequested;
}

/** Where each event goes. */
export const TOPIC_OF_TYPE = {
  'note.created': 'notes-events',
  'note.updated': 'notes-events',
  'note.deleted': 'notes-events',
  'note.indexed': 'notes-events',
  'note.mailed': 'notes-events',
  'note.audited': 'notes-events',
  'note.quarantined': 'notes-events',
  'attachment.completed': 'notes-events',
  'attachment.deleted': 'notes-events',
  'user.registered': 'user-events',
  'user.login': 'user-events',
  'user.updated': 'user-events',
  'user.deleted': 'user-events',
  'user.locked': 'user-events',
  'user.login-failed': 'user-events',
  'user.password-changed': 'user-events',
  'user.two-factor-changed': 'user-events',
  'session.revoked': 'user-events',
  'role.changed': 'user-events',
  'config.changed': 'user-events',
  'email.requested': 'email-queue',
} as const;
