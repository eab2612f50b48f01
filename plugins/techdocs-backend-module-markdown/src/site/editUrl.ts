import { posix } from 'node:path';
import type { SiteConfig } from './SiteConfig';

function join(base: string, path: string): string | undefined {
  const url = `${base.replace(/\/*$/, '/')}${path.split('/').map(encodeURIComponent).join('/')}`;
  // The address comes from the repository; only web pages may be linked.
  return /^https?:\/\//i.test(url) ? url : undefined;
}

/** The address that edits a page: as `mkdocs.yml` says, else where the source came from. */
export function editUrlOf(
  path: string,
  config: Pick<SiteConfig, 'repoUrl' | 'editUri' | 'docsDir'>,
  editBase: string | undefined,
): string | undefined {
  const { repoUrl, editUri, docsDir } = config;
  if (editUri && /^https?:\/\//i.test(editUri)) {
    return join(editUri, path);
  }
  if (editUri && repoUrl) {
    return join(
      `${repoUrl.replace(/\/*$/, '/')}${editUri.replace(/^\/+/, '')}`,
      path,
    );
  }
  return editBase ? join(editBase, posix.join(docsDir, path)) : undefined;
}
