import { Problem, type Clock, type KeyRing } from '@notes/service-kit';
import { z } from 'zod';
import { CONTENT_TYPES } from './Attachment.ts';
import {
  LINK_SECONDS,
  type DownloadTarget,
  type SignedLink,
  type UploadTarget,
} from './AttachmentStore.ts';

export interface UploadLinksOptions {
  readonly keys: KeyRing;
  /** The gateway's address, where clients reach this service. */
  readonly publicUrl: string;
  readonly clock: Clock;
}

export const UPLOADS_PATH = '/api/notes/uploads';
const PARTIES = { issuer: 'notes-service', audience: 'notes-uploads' };

const put = z.object({
  method: z.literal('PUT'),
  key: z.uuid(),
  type: z.enum(CONTENT_TYPES),
  size: z.int().min(1),
});
const get = z.object({
  method: z.literal('GET'),
  key: z.uuid(),
  type: z.enum(CONTENT_TYPES),
  name: z.string(),
});
export type PutGrant = z.infer<typeof put>;
export type GetGrant = z.infer<typeof get>;

/**
 * Signs links to this service and reads them again. The signature covers method, object, content type, size or file
 * name, and the end of its life, so nothing of a link can be changed or used for something else.
 */
export class UploadLinks {
  readonly #options: UploadLinksOptions;

  constructor(options: UploadLinksOptions) {
    this.#options = options;
  }

  sign(target: UploadTarget | DownloadTarget): Promise<SignedLink> {
    const { contentType: type, key } = target;
    return 'size' in target
      ? this.#link(
          { method: 'PUT', key, type, size: target.size },
          { 'content-type': type, 'content-length': String(target.size) },
        )
      : this.#link({ method: 'GET', key, type, name: target.fileName }, {});
  }

  async readPut(key: string, signature: unknown): Promise<PutGrant> {
    return this.#read(put, key, signature);
  }

  async readGet(key: string, signature: unknown): Promise<GetGrant> {
    return this.#read(get, key, signature);
  }

  async #link(
    grant: PutGrant | GetGrant,
    headers: Record<string, string>,
  ): Promise<SignedLink> {
    const { clock, keys, publicUrl } = this.#options;
    const now = clock.now();
    const signature = await keys.sign(grant, {
      ...PARTIES,
      expiresInSeconds: LINK_SECONDS,
      now,
    });
    const url = new URL(`${UPLOADS_PATH}/${grant.key}`, publicUrl);
    url.searchParams.set('signature', signature);
    const expiresAt = new Date(
      (Math.floor(now.getTime() / 1_000) + LINK_SECONDS) * 1_000,
    );
    return { method: grant.method, url: url.href, headers, expiresAt };
  }

  async #read<T extends { readonly key: string }>(
    schema: z.ZodType<T>,
    key: string,
    signature: unknown,
  ): Promise<T> {
    const { clock, keys } = this.#options;
    try {
      const options = { ...PARTIES, now: clock.now() };
      const grant = schema.parse(
        await keys.verify(z.string().parse(signature), options),
      );
      if (grant.key === key) return grant;
    } catch (cause) {
      throw refused(cause);
    }
    throw refused();
  }
}

/** It does not say what is wrong: that would help to make a link, not to use one. */
function refused(cause?: unknown): Problem {
  return new Problem(
    403,
    'The link is not valid for this request, or it has expired. Ask for a new one.',
    { cause },
  );
}
