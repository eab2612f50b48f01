import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { logUndo, type UndoLedger } from '@notes/plugin-golden-path-node';
import { examples } from './createUndoAction.examples';

/**
 * Takes back what the steps of a failed task made outside the workspace.
 *
 * It belongs at the end of a template with `if: ${{ failure() }}`. What cannot be taken back is named
 * in the log, stays in the ledger and is tried again when the person starts over.
 *
 * @public
 */
export function createUndoAction(options: { ledger: UndoLedger }) {
  return createTemplateAction({
    id: 'golden-path:undo',
    description:
      'Takes back what this task made outside its workspace: repositories, catalog entries and commits that were recorded in the undo ledger. What cannot be taken back is named in the log.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        left: z =>
          z
            .array(z.string())
            .describe(
              'Addresses of repositories on hosts that the ledger cannot reach; they are named as left behind',
            )
            .optional(),
      },
      output: {
        undone: z => z.array(z.string()).describe('What was taken back'),
        left: z => z.array(z.string()).describe('What a person must take back'),
      },
    },
    async handler(ctx) {
      if (ctx.isDryRun) {
        ctx.logger.info('Would take back what the task had made');
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      const outside = (ctx.input.left ?? []).filter(Boolean);
      for (const url of outside) {
        await options.ledger.record(
          {
            taskId: ctx.task.id,
            step: ctx.step?.id ?? 'undo',
            kind: /\/(pull|merge_requests)\//.test(url)
              ? 'pull-request'
              : 'repository',
            target: url,
            state: 'done',
            undo: {
              kind: 'manual',
              instruction:
                'Take it back by hand: the portal deletes and closes nothing on other hosts',
            },
          },
          { credentials },
        );
      }
      const result = await options.ledger.undo(ctx.task.id, { credentials });
      logUndo(ctx.logger, result);
      ctx.output(
        'undone',
        Array.from(result.undone, entry => entry.target),
      );
      ctx.output(
        'left',
        Array.from(result.left, entry => entry.target),
      );
    },
  });
}
