/** What may be attached: types whose bytes can be told apart, or that are plain text. */
export const CONTENT_TYPES = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'text/plain',
  'text/markdown',
] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

export const MOST_BYTES = 10_485_760;
export const MOST_ATTACHMENTS = 20;

export interface AttachmentInput {
  readonly fileName: string;
  readonly contentType: ContentType;
  readonly size: number;
  readonly sha256?: string;
}

export interface Attachment extends AttachmentInput {
  readonly id: string;
  readonly noteId: string;
  readonly ownerId: string;
  /** The name of the object in the store, which no caller chooses. */
  readonly storageKey: string;
  readonly state: 'pending' | 'complete';
  readonly createdAt: Date;
  readonly completedAt?: Date;
}
