import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ConnectionPart,
  connectionsDetailReadPermission,
} from '@notes/plugin-connections-common';
import express from 'express';
import Router from 'express-promise-router';
import { ConnectionsService } from './services/ConnectionsService';

/** Maps `GET /v1/parts` to the service, and holds details back from those who may not read them. */
export function createRouter(options: {
  connections: ConnectionsService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}): express.Router {
  const { connections, httpAuth, permissions } = options;
  const router = Router();

  router.get('/v1/parts', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const fresh = parseFresh(req.query.fresh);
    const [{ result }] = await permissions.authorize(
      [{ permission: connectionsDetailReadPermission }],
      { credentials },
    );
    const parts = await connections.listParts({ fresh });
    const mayReadDetail = result === AuthorizeResult.ALLOW;
    res.json({ parts: mayReadDetail ? parts : parts.map(withoutDetail) });
  });

  return router;
}

function parseFresh(value: unknown): boolean {
  if (value === undefined || value === 'true' || value === 'false') {
    return value === 'true';
  }
  const shown = JSON.stringify(value);
  throw new InputError(`Query "fresh" is ${shown}; expected true or false`);
}

function withoutDetail({ detail: _, ...part }: ConnectionPart): ConnectionPart {
  return part;
}
