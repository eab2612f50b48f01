import type { S3Event, S3EventRecord } from 'aws-lambda';
import type { FunctionLogger } from '../shared/FunctionLogger.ts';
import type { ObjectStore, Place, StoredObject } from './ObjectStore.ts';
import { resizeImage, UnusableImage } from './resizeImage.ts';

export interface ImageResizeOptions {
  readonly store: ObjectStore;
  readonly logger: FunctionLogger;
  /** Longest sides of the renditions, in pixels. */
  readonly sizes?: readonly number[];
  readonly formats?: readonly ('webp' | 'jpeg')[];
  /** Renditions lie under it; nothing under it is resized. */
  readonly prefix?: string;
  readonly mostBytes?: number;
  readonly mostPixels?: number;
}

export interface ResizeReport {
  readonly key: string;
  readonly outcome: 'resized' | 'unchanged' | 'skipped';
  readonly reason?: string;
  readonly written: readonly string[];
}

const DERIVED = 'notes-derived-from';
const DEFAULTS = {
  sizes: [320, 1_280],
  formats: ['webp'] as readonly ('webp' | 'jpeg')[],
  prefix: 'resized/',
  mostBytes: 25 * 1024 * 1024,
  mostPixels: 50_000_000,
};
const MOST_SECONDS = 20;

type Settings = Required<ImageResizeOptions>;

/**
 * Makes renditions of each image that arrives in a bucket. The same upload told twice is done once: a rendition
 * carries the ETag of its original, and one that is there is not made again.
 */
export function createImageResize(
  options: ImageResizeOptions,
): (event: S3Event) => Promise<ResizeReport[]> {
  const settings: Settings = { ...DEFAULTS, ...options };
  return async ({ Records }) => {
    const reports: ResizeReport[] = [];
    const failures: unknown[] = [];
    for (const record of Records) {
      try {
        reports.push(await handleRecord(record, settings));
      } catch (error) {
        failures.push(error);
      }
    }
    // AWS brings the whole event again; what is done by then is found unchanged.
    if (failures.length > 0) {
      throw new AggregateError(failures, `${failures.length} images failed`);
    }
    return reports;
  };
}

async function handleRecord(
  { s3 }: S3EventRecord,
  settings: Settings,
): Promise<ResizeReport> {
  const place = { bucket: s3.bucket.name, key: decodeKey(s3.object.key) };
  const skipped = (reason: string): ResizeReport => {
    settings.logger.info({ ...place, reason }, 'image is skipped');
    return { key: place.key, outcome: 'skipped', reason, written: [] };
  };
  if (place.key.startsWith(settings.prefix))
    return skipped('it is a rendition');
  const original = await settings.store.get(place, settings.mostBytes);
  if (typeof original === 'string') return skipped(original);
  // A rendition that someone copied elsewhere would otherwise begin a new round.
  if (DERIVED in original.metadata) return skipped('it is a rendition');
  try {
    const written = await writeRenditions(place, original, settings);
    settings.logger.info({ ...place, written }, 'image is resized');
    const outcome = written.length > 0 ? 'resized' : 'unchanged';
    return { key: place.key, outcome, written };
  } catch (error) {
    if (error instanceof UnusableImage) return skipped(error.message);
    throw error;
  }
}

async function writeRenditions(
  { bucket, key }: Place,
  original: StoredObject,
  { formats, mostPixels, prefix, sizes, store }: Settings,
): Promise<string[]> {
  const written: string[] = [];
  const limits = { mostPixels, mostSeconds: MOST_SECONDS };
  for (const size of sizes) {
    for (const format of formats) {
      const target = { bucket, key: `${prefix}${key}/${size}.${format}` };
      const there = await store.metadataOf(target);
      if (there?.[DERIVED] === original.etag) continue;
      const { bytes, contentType } = await resizeImage(original.bytes, {
        size,
        format,
        limits,
      });
      const metadata = { [DERIVED]: original.etag };
      await store.put(target, { bytes, contentType, metadata });
      written.push(target.key);
    }
  }
  return written;
}

/** S3 writes keys into events as forms do: a space is a plus. */
function decodeKey(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}
