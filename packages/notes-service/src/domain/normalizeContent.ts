import type { NoteContent } from './Note.ts';
import { NoteError } from './NoteError.ts';

export interface NoteInput {
  readonly title: string;
  readonly content?: string;
  readonly tags?: readonly string[];
}

const CONTENT_BYTES = 65_536;
const TITLE_CHARACTERS = 200;
const TAG_CHARACTERS = 50;

/**
 * Brings what a caller wrote into the form that is kept. Half of a surrogate pair is no text that any store
 * takes, so it becomes the replacement character.
 */
export function normalizeContent(input: NoteInput): NoteContent {
  const title = input.title.toWellFormed().trim();
  const content = (input.content ?? '').toWellFormed();
  if (lengthOf(title) > TITLE_CHARACTERS || title === '') {
    throw invalid('/title', `must have 1 to ${TITLE_CHARACTERS} characters`);
  }
  if (Buffer.byteLength(content) > CONTENT_BYTES) {
    throw invalid(
      '/content',
      `must have at most ${CONTENT_BYTES} bytes as UTF-8`,
    );
  }
  const tags = [
    ...new Set(
      (input.tags ?? []).map((tag, index) =>
        normalizeTag(tag, `/tags/${index}`),
      ),
    ),
  ];
  return { title, content, tags };
}

/** One spelling for each tag, whatever case, spaces or Unicode form it came in. */
export function normalizeTag(tag: string, field = 'tag'): string {
  const normal = tag
    .toWellFormed()
    .normalize('NFKC')
    .trim()
    .replaceAll(/\s+/gu, ' ')
    .toLowerCase();
  if (normal === '' || lengthOf(normal) > TAG_CHARACTERS) {
    throw invalid(field, `must have 1 to ${TAG_CHARACTERS} characters`);
  }
  return normal;
}

/** JSON Schema and PostgreSQL both count code points, not UTF-16 units. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function invalid(field: string, message: string): NoteError {
  return new NoteError('invalid', message, field);
}
