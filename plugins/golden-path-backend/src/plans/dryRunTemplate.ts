import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { JsonObject } from '@backstage/types';
import type {
  RenderedFile,
  TemplateLibrary,
} from '@notes/plugin-golden-path-node';

/** Everything that the steps write, and which steps would not run. */
export type DryRun = { files: RenderedFile[]; skipped: Set<string> };

/**
 * Runs every step of a template in the scaffolder's dry run, as the caller.
 *
 * The layers alone are not the repository: claims and the lock come from steps of their own.
 */
export async function dryRunTemplate(options: {
  scaffolder: Pick<ScaffolderService, 'dryRun'>;
  credentials: BackstageCredentials;
  entity: TemplateEntityV1beta3;
  library: TemplateLibrary;
  values: JsonObject;
}): Promise<DryRun> {
  const { scaffolder, credentials, entity, library, values } = options;
  const [own, shared] = await Promise.all([
    library.readFolder(library.template),
    library.readFolder('_shared'),
  ]);
  const response = await scaffolder
    .dryRun(
      {
        template: entity as never,
        values,
        // The shared parts travel with the template, so that a version from a repository is whole.
        directoryContents: [
          ...own.files.map(file => toContent(file.path, file)),
          ...shared.files.map(file => toContent(`_shared/${file.path}`, file)),
        ],
      },
      { credentials },
    )
    .catch(failDryRun);
  return {
    files: response.directoryContents
      .map(({ path, base64Content, executable }) => ({
        path,
        content: Buffer.from(base64Content, 'base64'),
        executable: executable ?? false,
        symlink: false,
      }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    skipped: listSkipped(response.log),
  };
}

function toContent(path: string, file: RenderedFile) {
  return { path, base64Content: file.content.toString('base64') };
}

/** A step that cannot run dry is logged as skipped, too, and would run. */
function listSkipped(log: { body: JsonObject }[]): Set<string> {
  return new Set(
    log
      .filter(
        ({ body }) =>
          body.status === 'skipped' &&
          /because its if condition was false/.test(String(body.message)),
      )
      .map(({ body }) => String(body.stepId)),
  );
}

function failDryRun(error: unknown): never {
  const { body } = error as { body?: { error?: { message?: string } } };
  throw new InputError(
    `The template cannot be run with these values: ${body?.error?.message ?? toError(error).message}`,
  );
}
