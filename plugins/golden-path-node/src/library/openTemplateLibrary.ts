import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import { FileTemplateLibrary } from './FileTemplateLibrary';
import type { TemplateLibrary } from './TemplateLibrary';
import { UrlTemplateLibrary } from './UrlTemplateLibrary';

/**
 * Opens the library that a template belongs to: the folder above the template's own.
 *
 * The name of a template's folder is the name of its entity.
 *
 * @public
 */
export async function openTemplateLibrary(options: {
  /** The location of the template as the scaffolder gives it. */
  templateInfo:
    | {
        entityRef?: string;
        baseUrl?: string;
        entity?: { metadata: { name: string } };
      }
    | undefined;
  reader: UrlReaderService;
  integrations: ScmIntegrations;
  /** The library on this machine, for a template that lies alone. */
  libraryDirectory: string;
}): Promise<TemplateLibrary> {
  const { templateInfo, libraryDirectory } = options;
  const baseUrl = templateInfo?.baseUrl;
  if (!baseUrl) {
    throw new InputError(
      'The template has no location, so its layers cannot be found: register it from a file or a repository',
    );
  }
  if (!baseUrl.startsWith('file://')) {
    return openUrl(baseUrl, options);
  }
  const templateDirectory = dirname(decodeURI(baseUrl.slice('file://'.length)));
  const root = dirname(templateDirectory);
  if (await exists(join(root, '_shared'))) {
    return new FileTemplateLibrary({
      root,
      template: basename(templateDirectory),
    });
  }
  const template = nameOf(templateInfo) ?? basename(templateDirectory);
  if (!(await exists(join(templateDirectory, 'golden-path.yaml')))) {
    // A dry run that carries nothing is one of a template of this library.
    return new FileTemplateLibrary({ root: libraryDirectory, template });
  }
  // A dry run has a folder of its own, which may carry the shared parts with it.
  const carriesShared = await exists(join(templateDirectory, '_shared'));
  return new FileTemplateLibrary({
    root: carriesShared ? templateDirectory : libraryDirectory,
    template,
    templateDirectory,
  });
}

function nameOf(templateInfo: {
  entityRef?: string;
  entity?: { metadata: { name: string } };
}): string | undefined {
  const { entity, entityRef } = templateInfo;
  // In a dry run the reference is that of no template.
  return entity?.metadata.name ?? (entityRef && parseEntityRef(entityRef).name);
}

function openUrl(
  baseUrl: string,
  options: { reader: UrlReaderService; integrations: ScmIntegrations },
): TemplateLibrary {
  // The location is a file or, from `backstage.io/source-location`, a folder with a slash at its end.
  const templateUrl = baseUrl.replace(/[^/]*$/, '');
  const template = decodeURIComponent(
    new URL(templateUrl).pathname.split('/').at(-2) ?? '',
  );
  return new UrlTemplateLibrary({ ...options, template, templateUrl });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
