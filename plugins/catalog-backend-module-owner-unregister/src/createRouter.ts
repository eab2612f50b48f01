import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import express, { type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { UnregisterService } from './UnregisterService';

const PATH = '/v1/unregister';

export interface RouterOptions {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  service: UnregisterService;
}

/** GET tells what unregistering would do, POST does it. */
export function createRouter(options: RouterOptions): Router {
  const { auditor, httpAuth, service } = options;
  const router = PromiseRouter();

  router.get(PATH, async (req, res) => {
    const caller = await httpAuth.credentials(req, { allow: ['user'] });
    res.json(await service.plan(readEntityRef(req.query), caller));
  });

  router.post(PATH, express.json(), async (req, res) => {
    const caller = await httpAuth.credentials(req, { allow: ['user'] });
    const entityRef = readEntityRef(req.body);
    const event = await auditor.createEvent({
      eventId: 'entity-unregister',
      severityLevel: 'medium',
      request: req,
      meta: { entityRef, actor: caller.principal.userEntityRef },
    });
    try {
      const result = await service.unregister(entityRef, caller);
      const { outcome, removed } = result;
      await event.success({ meta: { state: outcome, refs: removed } });
      res.json(result);
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  });

  return router;
}

function readEntityRef(input: unknown): string {
  const value = (input as { entityRef?: unknown } | undefined)?.entityRef;
  try {
    if (typeof value === 'string') {
      return stringifyEntityRef(parseEntityRef(value));
    }
  } catch {
    // Answered below, together with what is no text.
  }
  throw new InputError(
    `'entityRef' is ${JSON.stringify(value)}; expected kind:namespace/name, for example component:default/orders`,
  );
}
