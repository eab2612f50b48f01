import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Request, Router } from 'express';
import { z } from 'zod';
import { withAudit } from '@notes/plugin-audit-log-node';
import type { AccessTokenService } from '../tokens';
import { parse } from './parse';

const createSchema = z
  .object({
    name: z.string().trim().min(1).max(100),
    expiresInDays: z.number().int().min(1).optional(),
  })
  .strict();

/** People make and revoke their own tokens; nobody sees those of others. */
export function addAccessTokenRoutes(
  router: Router,
  options: {
    accessTokens: AccessTokenService;
    httpAuth: HttpAuthService;
    auditor: AuditorService;
  },
): void {
  const { accessTokens, httpAuth, auditor } = options;
  const userOf = async (request: Request) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    return credentials.principal.userEntityRef;
  };

  router.get('/access-tokens', async (request, response) => {
    const user = await userOf(request);
    response.json({ items: await accessTokens.list(user) });
  });

  router.post('/access-tokens', async (request, response) => {
    const user = await userOf(request);
    const body = parse(createSchema, request.body);
    const created = await withAudit(
      auditor,
      { eventId: 'access-token-create', request, meta: { name: body.name } },
      () => accessTokens.create(body, user),
      ({ id, expiresAt }) => ({ id, expiresAt }),
    );
    response.status(201).set('cache-control', 'no-store').json(created);
  });

  router.delete('/access-tokens/:id', async (request, response) => {
    const user = await userOf(request);
    const { id } = request.params;
    await withAudit(
      auditor,
      { eventId: 'access-token-revoke', request, meta: { id } },
      () => accessTokens.revoke(id, user),
    );
    response.status(204).end();
  });
}
