import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { describeAuthor } from '@notes/plugin-git-host-common';
import { addRecorded } from '../applications/addRecorded';
import type { GitOpsApplications } from '../applications/GitOpsApplications';
import { requireApplication, type ApplicationGuard } from '../permissions';
import type { UndoLedger } from '@notes/plugin-golden-path-node';
import type { GitOpsRepository } from '../repository/GitOpsRepository';
import { ENVIRONMENTS } from '../tree/environments';
import { parseService } from '../tree/parseService';
import { examples } from './createAddApplicationAction.examples';

/**
 * Adds a service to the GitOps repository: one commit for all environments.
 *
 * @public
 */
export function createAddApplicationAction(
  options: ApplicationGuard & {
    repository: GitOpsRepository;
    applications: GitOpsApplications;
    ledger: UndoLedger;
  },
) {
  const { repository, applications, ledger } = options;

  return createTemplateAction({
    id: 'gitops:add-application',
    description:
      'Adds a service to the GitOps repository: an Argo CD Application for dev, staging and prod whose chart waits for the first release, the namespaces of its system and the AppProject of its owner. Running it again changes nothing.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string().describe('Name of the service'),
        repoUrl: z =>
          z.string().describe('Address for git clone of its repository'),
        owner: z =>
          z
            .string()
            .describe(
              "Group that answers for it, such as 'group:default/notes-team'; it names the AppProject",
            ),
        system: z =>
          z
            .string()
            .describe(
              "System it belongs to, such as 'system:default/notes'; it names the namespaces",
            ),
        revision: z =>
          z
            .string()
            .describe(
              'Commit or version tag that production starts from; releases move it on',
            ),
        defaultBranch: z =>
          z
            .string()
            .describe("Branch that dev and staging follow, 'main' by default")
            .optional(),
        chartPath: z =>
          z
            .string()
            .describe("Folder of the chart, 'charts/<name>' by default")
            .optional(),
        overlaysPath: z =>
          z
            .string()
            .describe(
              "Folder of the Kustomize overlays, 'deploy/overlays' by default",
            )
            .optional(),
        namespaces: z =>
          z
            .object({
              dev: z.string().optional(),
              staging: z.string().optional(),
              prod: z.string().optional(),
            })
            .describe("Namespaces, '<system>-<environment>' by default")
            .optional(),
        costCenter: z =>
          z.string().describe("Who pays, 'engineering' by default").optional(),
        dataClassification: z =>
          z
            .string()
            .describe("What kind of data it holds, 'internal' by default")
            .optional(),
        mesh: z =>
          z
            .enum(['none', 'sidecar', 'ambient'])
            .describe('The service mesh it runs in')
            .optional(),
        canary: z =>
          z
            .string()
            .describe("Steps of its canary, 'none' for no canary")
            .optional(),
      },
      output: {
        commitHash: z => z.string().describe('Commit of the GitOps repository'),
        gitopsUrl: z => z.string().describe('Page of the GitOps repository'),
        applications: z =>
          z.array(z.string()).describe('Names of the Applications'),
        files: z =>
          z
            .array(z.string())
            .describe('Files that were written; none when all were there'),
      },
    },
    async handler(ctx) {
      const service = parseService(ctx.input);
      const credentials = await ctx.getInitiatorCredentials();
      await requireApplication(options, credentials, service.owner);
      const names = ENVIRONMENTS.map(each => `${service.name}-${each}`);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would add ${names.join(', ')} to the GitOps repository`,
        );
        return;
      }
      const author = describeAuthor(ctx.user);
      const added = await addRecorded({
        ...{ ledger, applications, service },
        onBehalf: { credentials, author },
        task: { taskId: ctx.task.id, step: ctx.step?.id ?? 'gitops' },
        application: ctx.input,
      });
      ctx.logger.info(
        added.outcome === 'committed'
          ? `Added ${names.join(', ')} in commit ${added.commitSha}`
          : `The GitOps repository already has ${names.join(', ')}`,
      );
      ctx.output('commitHash', added.commitSha);
      ctx.output('gitopsUrl', await repository.pageUrl());
      ctx.output('applications', names);
      ctx.output('files', added.files);
    },
  });
}
