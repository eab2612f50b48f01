import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type {
  NewObject,
  ObjectStore,
  Place,
  StoredObject,
} from './ObjectStore.ts';

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const metadataForm = z.record(z.string(), z.string());

/** Buckets as folders, for the local invoker; metadata lies beside an object as `<key>.metadata.json`. */
export class DiskObjectStore implements ObjectStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = path.resolve(root);
  }

  async get(
    place: Place,
    mostBytes: number,
  ): Promise<StoredObject | 'absent' | 'too large'> {
    const file = this.#fileOf(place);
    return unlessAbsent('absent' as const, async () => {
      if ((await stat(file)).size > mostBytes) return 'too large' as const;
      const bytes = await readFile(file);
      const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
      const metadata = (await this.metadataOf(place)) ?? {};
      return { bytes, etag, metadata };
    });
  }

  metadataOf(
    place: Place,
  ): Promise<Readonly<Record<string, string>> | undefined> {
    return unlessAbsent(undefined, async () => {
      const text = await readFile(
        `${this.#fileOf(place)}.metadata.json`,
        'utf8',
      );
      return metadataForm.parse(JSON.parse(text));
    });
  }

  async put(
    place: Place,
    { bytes, contentType, metadata }: NewObject,
  ): Promise<void> {
    const file = this.#fileOf(place);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
    const about = JSON.stringify({ 'content-type': contentType, ...metadata });
    await writeFile(`${file}.metadata.json`, about);
  }

  /** A key of S3 may hold `..`; here it must not lead out of the bucket. */
  #fileOf({ bucket, key }: Place): string {
    const folder = path.join(this.#root, bucket);
    const file = path.resolve(folder, key);
    if (!BUCKET.test(bucket) || !file.startsWith(folder + path.sep)) {
      throw new Error(`the key ${JSON.stringify(key)} leads out of its bucket`);
    }
    return file;
  }
}

async function unlessAbsent<T, A>(
  absent: A,
  work: () => Promise<T>,
): Promise<T | A> {
  try {
    return await work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return absent;
    throw error;
  }
}
