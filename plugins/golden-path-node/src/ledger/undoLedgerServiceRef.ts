import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { GoldenPathClient } from '@notes/plugin-golden-path-common';
import { HttpUndoLedger } from './HttpUndoLedger';
import type { UndoLedger } from './UndoLedger';

/**
 * The undo ledger, for modules of the scaffolder: `deps: { ledger: undoLedgerServiceRef }`.
 *
 * @public
 */
export const undoLedgerServiceRef = createServiceRef<UndoLedger>({
  id: 'golden-path.undo-ledger',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: ({ auth, discovery }) =>
        new HttpUndoLedger({
          auth,
          client: new GoldenPathClient({ discoveryApi: discovery }),
        }),
    }),
});
