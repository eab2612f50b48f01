import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  AuthService,
  BackstageCredentials,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  ActionContext,
  createTemplateAction,
  ScaffolderService,
} from '@backstage/plugin-scaffolder-node';
import {
  describeAuthor,
  describeBranchProblem,
  describeOwnerProblem,
  describeRepositoryNameProblem,
  GitHostApi,
} from '@notes/plugin-git-host-common';
import type { UndoLedger } from '@notes/plugin-golden-path-node';
import { examples } from './createPublishGitAction.examples';
import { findFailedTaskKeys, taskKey } from './taskKey';
import { readFileChanges } from './readFileChanges';

type Input = {
  repoOwner: string;
  repoName: string;
  description?: string;
  owner?: string;
  defaultBranch?: string;
  sourcePath?: string;
  commitMessage?: string;
};

type Published = {
  remoteUrl: string;
  repoUrl: string;
  repoContentsUrl: string;
  commitHash: string;
};

/**
 * Publishes the files of a task to a new repository of the portal's git host.
 *
 * The repository and its first commit appear together or not at all, with the
 * permission of the person who started the task.
 *
 * @public
 */
export function createPublishGitAction(options: {
  gitHost: GitHostApi;
  auth: AuthService;
  scaffolder: Pick<ScaffolderService, 'listTasks'>;
  ledger: Pick<UndoLedger, 'record'>;
}) {
  const { gitHost, auth, ledger } = options;

  return createTemplateAction({
    id: 'publish:git',
    description:
      "Makes a repository on the portal's own git host and commits the files of the task to it. Running the same task again gives the same repository.",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoOwner: z =>
          z.string().describe("Namespace of the repository, such as 'notes'"),
        repoName: z => z.string().describe('Name of the repository'),
        description: z =>
          z.string().max(1000).describe('What it is for').optional(),
        owner: z =>
          z
            .string()
            .describe(
              "Catalog group or user that may change it, such as 'group:default/notes-team'",
            )
            .optional(),
        defaultBranch: z =>
          z
            .string()
            .describe("Name of the first branch, 'main' by default")
            .optional(),
        sourcePath: z =>
          z
            .string()
            .describe(
              'Folder of the task that becomes the root of the repository',
            )
            .optional(),
        commitMessage: z =>
          z
            .string()
            .describe(
              "Message of the first commit, 'Initial commit' by default",
            )
            .optional(),
      },
      output: {
        remoteUrl: z => z.string().describe('Address for git clone'),
        repoUrl: z => z.string().describe('Page of the repository'),
        repoContentsUrl: z =>
          z
            .string()
            .describe('Root of the default branch, to register files of it'),
        commitHash: z => z.string().describe('The first commit'),
      },
    },
    async handler(ctx) {
      const { input } = ctx;
      assertInput(input);
      const credentials = await ctx.getInitiatorCredentials();
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would publish to '${input.repoOwner}/${input.repoName}'`,
        );
        return;
      }
      // No checkpoint: a repository that was taken back must be made again, and the idempotency key
      // gives the same one while it is there.
      const entry = describeEffect(ctx, input);
      await ledger.record({ ...entry, state: 'intended' }, { credentials });
      const published = await publish(ctx, input, credentials);
      await ledger.record({ ...entry, state: 'done' }, { credentials });
      ctx.logger.info(`Published to ${published.remoteUrl}`);
      ctx.output('remoteUrl', published.remoteUrl);
      ctx.output('repoUrl', published.repoUrl);
      ctx.output('repoContentsUrl', published.repoContentsUrl);
      ctx.output('commitHash', published.commitHash);
    },
  });

  async function publish(
    ctx: Pick<
      ActionContext<Input>,
      'workspacePath' | 'user' | 'task' | 'step' | 'logger'
    >,
    input: Input,
    credentials: BackstageCredentials,
  ): Promise<Published> {
    const folder = resolveSafeChildPath(
      ctx.workspacePath,
      input.sourcePath ?? '.',
    );
    const files = await readFileChanges(folder);
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'git-host',
    });
    const created = await gitHost.createRepository(
      {
        owner: input.repoOwner,
        name: input.repoName,
        description: input.description,
        ownerRef: input.owner && toOwnerRef(input.owner),
        defaultBranch: input.defaultBranch,
        initialCommit: {
          message: input.commitMessage ?? 'Initial commit',
          author: describeAuthor(ctx.user),
          files,
        },
        replaces: await findFailedTaskKeys({
          ...options,
          ...{ user: ctx.user?.ref, credentials, logger: ctx.logger },
        }),
      },
      {
        token,
        // Not to be given up half-way, or nobody knows what there is to take back.
        idempotencyKey: taskKey(ctx.task.id, ctx.step?.id),
      },
    );
    return {
      remoteUrl: created.cloneUrl,
      repoUrl: created.pageUrl,
      repoContentsUrl: created.contentsUrl,
      commitHash: created.commitSha ?? '',
    };
  }
}

/** What the step makes, and how a failed task takes it back. */
function describeEffect(
  ctx: Pick<ActionContext<Input>, 'task' | 'step'>,
  { repoOwner, repoName }: Input,
) {
  return {
    taskId: ctx.task.id,
    step: ctx.step?.id ?? 'publish',
    kind: 'repository',
    target: `${repoOwner}/${repoName}`,
    undo: {
      kind: 'repository',
      owner: repoOwner,
      name: repoName,
      key: taskKey(ctx.task.id, ctx.step?.id),
    },
  } as const;
}

function assertInput(input: Input): void {
  const problem =
    describeOwnerProblem(input.repoOwner) ??
    describeRepositoryNameProblem(input.repoName) ??
    (input.defaultBranch === undefined
      ? undefined
      : describeBranchProblem(input.defaultBranch));
  if (problem) {
    throw new InputError(problem);
  }
}

function toOwnerRef(owner: string): string {
  return stringifyEntityRef(
    parseEntityRef(owner, {
      defaultKind: 'Group',
      defaultNamespace: DEFAULT_NAMESPACE,
    }),
  );
}
