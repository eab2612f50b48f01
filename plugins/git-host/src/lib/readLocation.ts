import type { Branch } from '@notes/plugin-git-host-common';

export interface Location {
  /** Undefined for the default branch. */
  ref: string | undefined;
  path: string;
  view: 'file' | 'folder';
}

/**
 * Reads where in the files a page is: `?file=<ref>/<path>` or `?folder=<ref>/<path>`.
 *
 * A branch may contain slashes, so the branches decide where the path begins;
 * what is no branch is a tag or a commit of one part.
 */
export function readLocation(
  search: URLSearchParams,
  branches: Branch[],
): Location {
  const file = search.get('file');
  const value = file ?? search.get('folder') ?? '';
  const view = file ? 'file' : 'folder';
  if (value === '') {
    return { ref: undefined, path: '', view: 'folder' };
  }
  const branch = branches.find(
    ({ name }) => value === name || value.startsWith(`${name}/`),
  );
  const ref = branch?.name ?? value.split('/')[0];
  return { ref, path: value.slice(ref.length + 1), view };
}

/** Writes the query that `readLocation` reads. */
export function writeLocation(location: {
  ref: string;
  path: string;
  view: 'file' | 'folder';
}): string {
  const { ref, path, view } = location;
  const value = path === '' ? ref : `${ref}/${path}`;
  return `?${new URLSearchParams({ [view]: value })}`;
}
