import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { LedgerRecord } from '@notes/plugin-golden-path-common';
import type { UndoLedger } from '@notes/plugin-golden-path-node';

/** Says what a step is about to make, makes it, and says that it is made. */
export async function withLedger<T>(
  options: { ledger: UndoLedger; credentials: BackstageCredentials },
  entry: Omit<LedgerRecord, 'state'>,
  action: () => Promise<T>,
): Promise<T> {
  const { ledger, credentials } = options;
  // What is not recorded cannot be taken back, so a failure here stops the step.
  await ledger.record({ ...entry, state: 'intended' }, { credentials });
  const result = await action();
  await ledger.record({ ...entry, state: 'done' }, { credentials });
  return result;
}
