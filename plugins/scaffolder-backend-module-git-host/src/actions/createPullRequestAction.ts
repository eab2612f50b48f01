import {
  AuthService,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  describeAuthor,
  describeBranchProblem,
  describeOwnerProblem,
  describeRepositoryNameProblem,
  GitHostApi,
} from '@notes/plugin-git-host-common';
import type { UndoLedger } from '@notes/plugin-golden-path-node';
import { examples } from './createPullRequestAction.examples';
import { readFileChanges } from './readFileChanges';
import { taskKey } from './taskKey';

/**
 * Opens a pull request on the portal's own git host with the files of a task.
 *
 * An open pull request from the same branch is given back, so that a task that
 * runs again opens none beside it.
 *
 * @public
 */
export function createPullRequestAction(options: {
  gitHost: GitHostApi;
  auth: AuthService;
  ledger: UndoLedger;
}) {
  const { gitHost, auth, ledger } = options;

  return createTemplateAction({
    id: 'git-host:pull-request',
    description:
      "Commits the files of the task to a new branch of a repository on the portal's own git host and opens a pull request. An open pull request from that branch is given back instead.",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoOwner: z =>
          z.string().describe("Namespace of the repository, such as 'notes'"),
        repoName: z => z.string().describe('Name of the repository'),
        branchName: z => z.string().describe('Branch to make for the change'),
        title: z => z.string().max(200).describe('Title, one line'),
        description: z =>
          z.string().max(50_000).describe('What changes and why').optional(),
        sourcePath: z =>
          z
            .string()
            .describe(
              'Folder of the task whose files are written over those of the repository',
            )
            .optional(),
      },
      output: {
        pullRequestUrl: z => z.string().describe('Page of the pull request'),
        pullRequestNumber: z => z.number().describe('Its number'),
      },
    },
    async handler(ctx) {
      const { input } = ctx;
      const { repoOwner, repoName, branchName, title } = input;
      const problem =
        describeOwnerProblem(repoOwner) ??
        describeRepositoryNameProblem(repoName) ??
        describeBranchProblem(branchName);
      if (problem) {
        throw new InputError(problem);
      }
      const folder = resolveSafeChildPath(
        ctx.workspacePath,
        input.sourcePath ?? '.',
      );
      const files = await readFileChanges(folder);
      const id = { owner: repoOwner, name: repoName };
      const credentials = await ctx.getInitiatorCredentials();
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: credentials,
        targetPluginId: 'git-host',
      });
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would open a pull request from '${branchName}' in '${repoOwner}/${repoName}' with ${files.map(file => file.path).join(', ')}`,
        );
        return;
      }
      const idempotencyKey = taskKey(ctx.task.id, ctx.step?.id);
      const entry = {
        taskId: ctx.task.id,
        step: ctx.step?.id ?? 'pull-request',
        kind: 'pull-request',
        target: `${repoOwner}/${repoName} ${branchName}`,
        undo: { kind: 'pull-request', ...id, key: idempotencyKey },
      } as const;
      const open = await gitHost.listPullRequests(
        id,
        { state: 'open' },
        { token },
      );
      // The key decides what an undo takes back, so recording one of somebody else does no harm.
      await ledger.record({ ...entry, state: 'intended' }, { credentials });
      const pull =
        open.find(each => each.sourceBranch === branchName) ??
        (await gitHost.openPullRequest(
          id,
          {
            ...{ title, body: input.description, sourceBranch: branchName },
            commit: { message: title, author: describeAuthor(ctx.user), files },
          },
          // Not to be given up half-way, or nobody knows what there is to take back.
          { token, idempotencyKey },
        ));
      await ledger.record({ ...entry, state: 'done' }, { credentials });
      ctx.logger.info(`Pull request #${pull.number}: ${pull.pageUrl}`);
      ctx.output('pullRequestUrl', pull.pageUrl);
      ctx.output('pullRequestNumber', pull.number);
    },
  });
}
