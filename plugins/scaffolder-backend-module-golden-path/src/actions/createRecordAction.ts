import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  resolveSafeChildPath,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { ScmIntegrations } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { validateParameters } from '@notes/plugin-golden-path-common';
import {
  createLock,
  LOCK_PATH,
  openTemplateLibrary,
  readManifest,
  readRenderedFiles,
  type PlatformSettings,
} from '@notes/plugin-golden-path-node';
import { describeTemplate, type TakeSnapshot } from '../lock/describeTemplate';
import { readTemplateSpec } from '../lock/readTemplateSpec';
import { examples } from './createRecordAction.examples';

/**
 * Records which template made the repository, from what, and what it was.
 *
 * It belongs after the last step that writes files and before the first that publishes them.
 *
 * @public
 */
export function createRecordAction(options: {
  reader: UrlReaderService;
  integrations: ScmIntegrations;
  libraryDirectory: string;
  settings: PlatformSettings;
  templatesRepository: string;
  takeSnapshot: TakeSnapshot;
}) {
  return createTemplateAction({
    id: 'template:record',
    description: `Writes ${LOCK_PATH}: which template made the repository, in which version and from which parameters. Secrets are never written.`,
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        values: z =>
          z
            .record(z.any())
            .describe('All parameters of the template, as the form gives them'),
      },
      output: {
        path: z => z.string().describe('Where the lock lies'),
        tree: z =>
          z.string().describe("git's name for the files that it records"),
        omitted: z =>
          z
            .array(z.string())
            .describe('Parameters that are or may be secret, by name'),
      },
    },
    async handler(ctx) {
      const library = await openTemplateLibrary({
        ...options,
        templateInfo: ctx.templateInfo,
      });
      const manifest = await readManifest(library);
      const values = ctx.input.values as JsonObject;
      const { lock, text } = createLock({
        spec: await readTemplateSpec(library),
        values,
        defaults: validateParameters(values, manifest) as JsonObject,
        settings: options.settings,
        files: await readRenderedFiles(ctx.workspacePath),
        secrets: withoutToken(ctx.secrets),
        taskId: ctx.task.id,
        unmanaged: manifest.unmanaged ?? [],
        template: await describeTemplate({
          ...options,
          gitHostUrl: options.settings.gitHostUrl,
          library,
          version: manifest.version,
          ref: refOf(ctx.templateInfo),
          // A dry run changes nothing, so it keeps no version either.
          takeSnapshot: ctx.isDryRun
            ? undefined
            : async () =>
                options.takeSnapshot(await ctx.getInitiatorCredentials()),
        }),
      });
      const path = resolveSafeChildPath(ctx.workspacePath, LOCK_PATH);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      ctx.logger.info(
        `Recorded ${lock.render.files} files as tree ${lock.render.tree}`,
      );
      for (const name of lock.omitted) {
        ctx.logger.info(
          `Parameter "${name}" is not recorded: it may be secret`,
        );
      }
      ctx.output('path', LOCK_PATH);
      ctx.output('tree', lock.render.tree);
      ctx.output('omitted', lock.omitted);
    },
  });
}

/** The portal's own token for the person is no secret of the template. */
function withoutToken(secrets: Record<string, string> | undefined) {
  // Two underscores begin what the scaffolder keeps for itself, such as who started the task.
  return Object.fromEntries(
    Object.entries(secrets ?? {}).filter(
      ([name]) => name !== 'backstageToken' && !name.startsWith('__'),
    ),
  );
}

/** A dry run gives the reference of no template, and the metadata of the right one. */
function refOf(
  templateInfo:
    | { entityRef: string; entity?: { metadata: Entity['metadata'] } }
    | undefined,
): string {
  const metadata = templateInfo?.entity?.metadata;
  return metadata
    ? stringifyEntityRef({
        kind: 'template',
        name: metadata.name,
        namespace: metadata.namespace,
      })
    : (templateInfo?.entityRef ?? '');
}
