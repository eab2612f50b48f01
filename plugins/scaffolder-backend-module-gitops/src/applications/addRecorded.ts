import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '@backstage/types';
import type {
  GitOpsAdditions,
  LedgerEntry,
  LedgerRecord,
} from '@notes/plugin-golden-path-common';
import type { UndoLedger } from '@notes/plugin-golden-path-node';
import type { ServiceApplication } from '../tree/ServiceApplication';
import { joinAdditions } from '../tree/listAdditions';
import type { GitOpsApplications, OnBehalf } from './GitOpsApplications';

/**
 * Adds a service, and says before and after in the ledger what of it this task has added.
 *
 * A service that was there before is not recorded, so that a failure later takes nothing out that
 * somebody else has put in. A task that runs again adds to what its first run has recorded.
 */
export async function addRecorded(options: {
  ledger: Pick<UndoLedger, 'list' | 'record'>;
  applications: GitOpsApplications;
  service: ServiceApplication;
  onBehalf: OnBehalf;
  task: { taskId: string; step: string };
  application: JsonObject;
}) {
  const { ledger, applications, service, onBehalf, task } = options;
  const { credentials } = onBehalf;
  const target = service.name;
  const entries = await ledger.list(task.taskId, { credentials });
  const earlier = entries
    .map(each => madeBy(each, { ...task, target }))
    .find(each => each !== undefined);
  let made = earlier;

  const record = (state: LedgerRecord['state'], additions: GitOpsAdditions) =>
    ledger.record(
      {
        ...{ ...task, kind: 'gitops-application', target, state },
        undo: {
          kind: 'gitops-application',
          application: options.application,
          made: additions,
        },
      },
      { credentials },
    );
  const added = await applications.add(service, onBehalf, async additions => {
    // Not with those of the last attempt: somebody else was faster, and may have added the same.
    made = joinAdditions(earlier, additions);
    await record('intended', made);
  });
  if (made) {
    await record('done', made);
  }
  return added;
}

/** What an earlier run of the same step has added and nothing has taken back. */
function madeBy(
  { taskId, step, target, state, undo }: LedgerEntry,
  wanted: { taskId: string; step: string; target: string },
): GitOpsAdditions | undefined {
  const isSame = isDeepStrictEqual({ taskId, step, target }, wanted);
  return isSame && state !== 'undone' && undo.kind === 'gitops-application'
    ? undo.made
    : undefined;
}
