import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type AuthService,
  resolveSafeChildPath,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  createTemplateAction,
  type ScaffolderService,
} from '@backstage/plugin-scaffolder-node';
import type { GitHostApi } from '@notes/plugin-git-host-common';
import {
  beginTask,
  LOCK_PATH,
  type UndoLedger,
} from '@notes/plugin-golden-path-node';
import { describeClaimLabels } from '../resource/describeClaimLabels';
import { describeResource } from '../resource/describeResource';
import { openServiceFiles } from '../resource/openServiceFiles';
import { planResource } from '../resource/planResource';
import { examples } from './createPrepareResourceAction.examples';

/**
 * Writes the files of a service that change when it gets one more resource.
 *
 * @public
 */
export function createPrepareResourceAction(options: {
  auth: AuthService;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  gitHost: GitHostApi;
  gitHostUrl: string;
  reader: UrlReaderService;
  integrations: ScmIntegrations;
  ledger: Pick<UndoLedger, 'begin' | 'undo'>;
  scaffolder: Pick<ScaffolderService, 'getTask'>;
}) {
  const { auth, catalog } = options;

  return createTemplateAction({
    id: 'resource:prepare',
    description:
      'Reads the repository of a service and writes the files that change when it gets a database, cache, topic, queue or bucket: its list of claims, its overlays and its catalog file. What people wrote stays, comments included. The claim itself is written by crossplane:claim.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        service: z =>
          z
            .string()
            .describe("The service, such as 'component:default/orders'"),
        kind: z =>
          z.string().describe('database, cache, topic, queue or bucket'),
        part: z =>
          z
            .string()
            .describe("What it is for, such as 'reports'; it names the claim"),
        size: z => z.string().describe('small, medium or large'),
        region: z => z.string().describe("Region, such as 'us-east-1'"),
        description: z =>
          z.string().max(200).describe('One line for the catalog').optional(),
      },
      output: {
        host: z => z.string().describe('Where the repository is'),
        repoOwner: z => z.string().describe('Namespace of the repository'),
        repoName: z => z.string().describe('Name of the repository'),
        repoUrl: z =>
          z.string().describe('The repository as stock actions name it'),
        claim: z =>
          z
            .object({
              kind: z.string(),
              name: z.string(),
              path: z.string(),
              labels: z.record(z.string()),
              spec: z.record(z.any()),
            })
            .describe('Input for crossplane:claim'),
      },
    },
    async handler(ctx) {
      const { input } = ctx;
      const credentials = await ctx.getInitiatorCredentials();
      const ref = parseEntityRef(input.service, {
        defaultKind: 'component',
        defaultNamespace: 'default',
      });
      const entity = await catalog.getEntityByRef(ref, { credentials });
      if (!entity) {
        throw new InputError(
          `service '${input.service}' is not in the catalog, or you may not see it`,
        );
      }
      const { name } = entity.metadata;
      const resource = describeResource({ ...input, service: name });
      const files = openServiceFiles(entity, {
        ...options,
        request: await auth.getPluginRequestToken({
          onBehalfOf: credentials,
          targetPluginId: 'git-host',
        }),
      });
      if (files.host === 'gitea' || files.host === 'other') {
        throw new InputError(
          `service '${name}' is not accepted: pull requests are opened on the portal's own git host, GitHub and GitLab, and its repository is elsewhere`,
        );
      }
      if (!ctx.isDryRun) {
        // What an earlier attempt left would be in the way of this one.
        const begun = {
          taskId: ctx.task.id,
          templateRef: ctx.templateInfo?.entityRef ?? '',
          subject: `${files.repoOwner}/${files.repoName} ${resource.name}`,
        };
        await beginTask(ctx, begun, options);
      }
      const changes = await planResource(files, name, resource);
      for (const [path, content] of changes) {
        const target = resolveSafeChildPath(ctx.workspacePath, path);
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, content);
        ctx.logger.info(`Changes ${path}`);
      }
      ctx.output('host', files.host);
      ctx.output('repoOwner', files.repoOwner);
      ctx.output('repoName', files.repoName);
      ctx.output('repoUrl', files.repoUrl);
      const lock = await files.read(LOCK_PATH);
      ctx.output('claim', {
        kind: resource.claimKind,
        name: resource.name,
        path: resource.path,
        labels: describeClaimLabels(entity, resource.name, lock),
        spec: resource.spec,
      });
    },
  });
}
