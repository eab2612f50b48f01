import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { JsonObject } from '@backstage/types';
import type { GoldenPathValues } from '@notes/plugin-golden-path-common';
import {
  FileTemplateLibrary,
  type RenderedFile,
  type TemplateLibrary,
} from '@notes/plugin-golden-path-node';

/** Everything that the steps write, and which steps would not run. */
export type DryRun = {
  files: RenderedFile[];
  skipped: Set<string>;
  rendered: RenderOutput;
};

/** What `golden-path:render` says of itself. */
export type RenderOutput = {
  tree: string;
  parameters: JsonObject;
  values: GoldenPathValues;
  layers: string[];
  version: string;
  approvalRequired: boolean;
};

const OUTPUT: readonly (keyof RenderOutput)[] = [
  'tree',
  'parameters',
  'values',
  'layers',
  'version',
  'approvalRequired',
];

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
  libraryDirectory: string;
}): Promise<DryRun> {
  const { scaffolder, credentials, entity, library, values } = options;
  const response = await scaffolder
    .dryRun(
      {
        // The output of the step is asked for in place of the template's own.
        template: { ...entity, spec: askForOutput(entity) } as never,
        values,
        directoryContents: await readContents(
          library,
          options.libraryDirectory,
        ),
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
    rendered: response.output as unknown as RenderOutput,
  };
}

function askForOutput(entity: TemplateEntityV1beta3) {
  const { spec } = entity;
  const step = spec.steps.find(({ action }) => action === 'golden-path:render');
  if (!step?.id) {
    throw new InputError(
      `template "${entity.metadata.name}": steps: a plan needs a step with an id and the action golden-path:render`,
    );
  }
  const output = Object.fromEntries(
    OUTPUT.map(name => [name, `\${{ steps['${step.id}'].output.${name} }}`]),
  );
  return { ...spec, output };
}

/** What the scaffolder does not have on disk travels with the template, shared parts included. */
async function readContents(library: TemplateLibrary, directory: string) {
  if (library instanceof FileTemplateLibrary && library.isAt(directory)) {
    return [];
  }
  const [own, shared] = await Promise.all([
    library.readFolder(library.template),
    library.readFolder('_shared'),
  ]);
  return [
    ...own.files.map(file => toContent(file.path, file)),
    ...shared.files.map(file => toContent(`_shared/${file.path}`, file)),
  ];
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
