import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { LibrarySnapshot } from '@notes/plugin-golden-path-common';
import {
  hashTree,
  UrlTemplateLibrary,
  type TemplateLibrary,
  type TemplateLock,
} from '@notes/plugin-golden-path-node';

/** Keeps the version of the library that is on disk. */
export type TakeSnapshot = (
  credentials: BackstageCredentials,
) => Promise<LibrarySnapshot>;

/** Which template it was, and where that version can be read again. */
export async function describeTemplate(options: {
  library: TemplateLibrary;
  ref: string;
  version: string;
  gitHostUrl: string;
  templatesRepository: string;
  /** None in a dry run. */
  takeSnapshot: (() => Promise<LibrarySnapshot>) | undefined;
}): Promise<TemplateLock['template']> {
  const { library, ref, version } = options;
  const [own, shared] = await Promise.all([
    library.readFolder(library.template),
    library.readFolder('_shared'),
  ]);
  const source =
    library instanceof UrlTemplateLibrary
      ? { url: library.url, commit: own.commit ?? null }
      : await keepVersion(options);
  return {
    ref: ref.toLowerCase(),
    url: source.url,
    path: library.template,
    commit: source.commit,
    dirTree: hashTree(own.files),
    sharedTree: shared.files.length > 0 ? hashTree(shared.files) : null,
    version,
  };
}

async function keepVersion(options: {
  gitHostUrl: string;
  templatesRepository: string;
  takeSnapshot: (() => Promise<LibrarySnapshot>) | undefined;
}) {
  if (!options.takeSnapshot) {
    const url = `${options.gitHostUrl}/${options.templatesRepository}.git`;
    return { url, commit: null };
  }
  const { url, commit } = await options.takeSnapshot();
  return { url, commit };
}
