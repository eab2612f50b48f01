import type { FileChange } from '@notes/plugin-git-host-common';
import {
  createLock,
  FileTemplateLibrary,
  hashTree,
  LOCK_PATH,
  readManifest,
  renderGoldenPath,
  type PlatformSettings,
} from '@notes/plugin-golden-path-node';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';

const TEMPLATE = 'gitops';

export interface SeedOptions {
  libraryDirectory: string;
  settings: PlatformSettings;
  /** `owner/name` of the repository that keeps the versions of the templates. */
  templatesRepository: string;
  parameters: JsonObject;
}

/** The files of the GitOps repository, from the same template that people use. */
export async function renderSeed(options: SeedOptions): Promise<FileChange[]> {
  const { libraryDirectory, settings, parameters } = options;
  const library = new FileTemplateLibrary({
    root: libraryDirectory,
    template: TEMPLATE,
  });
  const [{ files }, manifest, template, own, shared] = await Promise.all([
    renderGoldenPath({ library, settings, parameters }),
    readManifest(library),
    library.readText(`${TEMPLATE}/template.yaml`),
    library.readFolder(TEMPLATE),
    library.readFolder('_shared'),
  ]);
  const { text } = createLock({
    spec: parse(template ?? '').spec,
    settings,
    values: parameters,
    files,
    taskId: 'portal-start',
    unmanaged: manifest.unmanaged ?? [],
    template: {
      ref: `template:default/${TEMPLATE}`,
      url: `${settings.gitHostUrl}/${options.templatesRepository}.git`,
      path: TEMPLATE,
      commit: null,
      dirTree: hashTree(own.files),
      sharedTree: hashTree(shared.files),
      version: manifest.version,
    },
  });
  return [
    ...files.map(({ path, content, executable }) => ({
      ...{ path, executable, content: content.toString('base64') },
      encoding: 'base64' as const,
    })),
    { path: LOCK_PATH, content: text },
  ];
}
