import type {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { auditEventReadPermission } from '@notes/plugin-audit-log-common';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { AuditEventStore } from './database/AuditEventStore';
import { parseEventQuery } from './routes/parseEventQuery';

/** @internal */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  store: AuditEventStore;
}

/** @internal */
export function createRouter(options: RouterOptions): Router {
  const { httpAuth, permissions, store } = options;
  const router = PromiseRouter();

  async function requirePermission(req: Request): Promise<void> {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const [{ result }] = await permissions.authorize(
      [{ permission: auditEventReadPermission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `Reading the audit log needs the permission '${auditEventReadPermission.name}', which platform engineers have`,
      );
    }
  }

  router.get('/v1/events', async (req, res) => {
    await requirePermission(req);
    res.json(await store.list(parseEventQuery(req.query)));
  });

  router.get('/v1/facets', async (req, res) => {
    await requirePermission(req);
    res.json(await store.listFacets());
  });

  return router;
}
