import { createReadStream, createWriteStream, constants } from 'node:fs';
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '@notes/service-kit';
import type {
  AttachmentStore,
  DownloadTarget,
  SignedLink,
  UploadTarget,
} from './AttachmentStore.ts';
import type { UploadLinks } from './UploadLinks.ts';

const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Keeps objects as files of one directory, which every replica must share. A file's name is made of the object's key
 * alone, and a key is a UUID that this service chose.
 */
export class DiskAttachmentStore implements AttachmentStore {
  readonly #root: string;
  readonly #links: UploadLinks;

  private constructor(root: string, links: UploadLinks) {
    this.#root = root;
    this.#links = links;
  }

  static async open(
    root: string,
    links: UploadLinks,
  ): Promise<DiskAttachmentStore> {
    for (const folder of ['parts', 'uploads', 'objects']) {
      // Nobody else on the machine may read what people attach.
      await mkdir(path.join(root, folder), { recursive: true, mode: 0o700 });
    }
    return new DiskAttachmentStore(root, links);
  }

  uploadLink(target: UploadTarget): Promise<SignedLink> {
    return this.#links.sign(target);
  }

  downloadLink(target: DownloadTarget): Promise<SignedLink> {
    return this.#links.sign(target);
  }

  /** Writes while it counts: more bytes than announced end the upload at once, fewer leave nothing behind. */
  async write(key: string, bytes: Readable, size: number): Promise<void> {
    const target = this.#place('uploads', key);
    const part = path.join(this.#root, 'parts', randomUUID());
    try {
      // The request stays open when too much comes, so that its sender can still be told.
      const source = bytes.iterator({ destroyOnReturn: false });
      await pipeline(
        limited(source as AsyncIterable<Buffer>, size),
        createWriteStream(part, { flags: 'wx', mode: 0o600 }),
      );
      await sync(part);
      await rename(part, target);
    } finally {
      await rm(part, { force: true });
    }
  }

  async accept(key: string): Promise<'accepted' | 'absent'> {
    const object = this.#place('objects', key);
    if (await exists(object)) return 'accepted';
    try {
      await rename(this.#place('uploads', key), object);
      return 'accepted';
    } catch (error) {
      if (isAbsent(error))
        return (await exists(object)) ? 'accepted' : 'absent';
      throw error;
    }
  }

  async read(key: string): Promise<Readable> {
    const file = await open(this.#place('objects', key), 'r');
    return file.createReadStream();
  }

  /** The bytes for an answer, with their number. */
  async send(key: string): Promise<{ size: number; bytes: Readable }> {
    const file = this.#place('objects', key);
    try {
      const { size } = await stat(file);
      return { size, bytes: createReadStream(file) };
    } catch (error) {
      if (!isAbsent(error)) throw error;
      throw new Problem(404, 'The attachment is not there any more.');
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.#place('uploads', key), { force: true });
    await rm(this.#place('objects', key), { force: true });
  }

  async check(): Promise<void> {
    await access(this.#root, constants.W_OK);
  }

  #place(folder: 'uploads' | 'objects', key: string): string {
    if (!KEY.test(key)) throw new Error('an object key must be a UUID');
    return path.join(this.#root, folder, key);
  }
}

async function* limited(
  source: AsyncIterable<Buffer>,
  size: number,
): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const chunk of source) {
    seen += chunk.length;
    if (seen > size) {
      throw new Problem(
        413,
        `The upload has more than the ${size} bytes announced.`,
      );
    }
    yield chunk;
  }
  if (seen < size) {
    throw new Problem(
      400,
      `The upload has ${seen} bytes, expected ${size} as announced.`,
    );
  }
}

/** What was answered as stored must be there after the machine loses power. */
async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
