/**
 * The anchor of a heading exactly as MkDocs makes it, so that links written for MkDocs
 * keep working. Only ASCII stays: the reader cannot scroll to an anchor that the browser
 * has to encode.
 */
export function slugify(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-');
}

/** Returns the slug, or the first of `slug_1`, `slug_2` … that is free. */
export function uniqueSlug(slug: string, taken: Set<string>): string {
  let candidate = slug || '_1';
  for (let n = 1; taken.has(candidate); n += 1) {
    candidate = `${slug}_${n}`;
  }
  taken.add(candidate);
  return candidate;
}
