import type { Readable } from 'node:stream';
import type { ContentType } from './Attachment.ts';

/** A permission for one request, for a few minutes. */
export interface SignedLink {
  readonly method: 'PUT' | 'GET';
  readonly url: string;
  /** The signature covers these: they must be sent exactly so. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: Date;
}

export interface UploadTarget {
  readonly key: string;
  readonly contentType: ContentType;
  readonly size: number;
}

export interface DownloadTarget {
  readonly key: string;
  readonly contentType: ContentType;
  readonly fileName: string;
}

/**
 * Where the bytes of attachments are. Clients send and read them by links that the store signs; the service itself
 * only looks at them once, when they are complete.
 */
export interface AttachmentStore {
  uploadLink(target: UploadTarget): Promise<SignedLink>;
  downloadLink(target: DownloadTarget): Promise<SignedLink>;
  /**
   * Takes what was uploaded to a place that the upload link does not lead to, so that nobody can change it after
   * it was checked. Taken before, it stays taken.
   */
  accept(key: string): Promise<'accepted' | 'absent'>;
  /** The bytes of an accepted object. */
  read(key: string): Promise<Readable>;
  /** Removes the object, uploaded or accepted; what is not there is removed already. */
  delete(key: string): Promise<void>;
  check(): Promise<void>;
}

export const LINK_SECONDS = 900;
