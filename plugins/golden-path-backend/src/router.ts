import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import express, { type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { LedgerService } from './ledger/LedgerService';
import type { LibrarySnapshots } from './library/LibrarySnapshots';
import { addLedgerRoutes } from './routes/ledgerRoutes';
import { addLibraryRoutes } from './routes/libraryRoutes';
import { addPlanRoutes } from './routes/planRoutes';
import type { ApprovalService } from './plans/ApprovalService';
import type { PlanService } from './plans/PlanService';
import type { RenderGuard } from './plans/RenderGuard';

export function createRouter(options: {
  ledger: LedgerService;
  approvals: ApprovalService;
  guard: RenderGuard;
  plans: PlanService;
  snapshots: Pick<LibrarySnapshots, 'take'>;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}): Router {
  const router = PromiseRouter();
  const v1 = PromiseRouter();
  // What a commit replaces comes with the ledger entry.
  v1.use(express.json({ limit: '5mb' }));
  addLedgerRoutes(v1, options);
  addLibraryRoutes(v1, options);
  addPlanRoutes(v1, options);
  router.use('/v1', v1);
  return router;
}
