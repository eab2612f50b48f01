import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { addAccessTokenRoutes } from './routes/accessTokenRoutes';
import { addContentRoutes } from './routes/contentRoutes';
import { addPullRequestRoutes } from './routes/pullRequestRoutes';
import { addRepositoryRoutes } from './routes/repositoryRoutes';
import type { PullRequestService } from './services/PullRequestService';
import type { RepositoryService } from './services/RepositoryService';
import type { AccessTokenService } from './tokens';

/** JSON writes binary content in base64, which is a third longer. */
const JSON_OVERHEAD = 1.5;

export function createRouter(options: {
  repositories: RepositoryService;
  pullRequests: PullRequestService;
  accessTokens: AccessTokenService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  maxPushBytes: number;
}): Router {
  const router = PromiseRouter();
  const v1 = PromiseRouter();
  v1.use(express.json({ limit: options.maxPushBytes * JSON_OVERHEAD }));
  addRepositoryRoutes(v1, options);
  addContentRoutes(v1, options);
  addPullRequestRoutes(v1, options);
  addAccessTokenRoutes(v1, options);
  router.use('/v1', v1);
  return router;
}
