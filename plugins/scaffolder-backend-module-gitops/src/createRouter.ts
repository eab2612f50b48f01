import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { describePerson } from '@notes/plugin-git-host-common';
import type { JsonObject } from '@backstage/types';
import type { GitOpsAdditions } from '@notes/plugin-golden-path-common';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { GitOpsApplications } from './applications/GitOpsApplications';
import { requireApplication, type ApplicationGuard } from './permissions';
import { parseService, type AddApplicationInput } from './tree/parseService';

const TEXTS = ['name', 'repoUrl', 'owner', 'system', 'revision'];

/** Takes a service out again when the task that added it has failed. */
export function createRouter(
  options: ApplicationGuard & {
    applications: GitOpsApplications;
    httpAuth: HttpAuthService;
  },
): Router {
  const { applications, httpAuth } = options;
  const router = PromiseRouter();

  router.post(
    '/gitops/applications/remove',
    express.json({ limit: '64kb' }),
    async (request, response) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const { application, made } = parseBody(request.body);
      const service = parseService(parseInput(application));
      await requireApplication(options, credentials, service.owner);
      const author = describePerson(nameOf(credentials.principal));
      const on = { credentials, author };
      const { left, files } = await applications.remove(service, made, on);
      if (left.length > 0) {
        throw new ConflictError(
          `'${service.name}' stays in the GitOps repository, because these files were changed or released since: ${left.join(', ')}`,
        );
      }
      response.json({ files });
    },
  );
  return router;
}

/** Lists that a caller made up take out no more: what the service has not added is not looked for. */
function parseBody(body: unknown): {
  application: unknown;
  made: GitOpsAdditions;
} {
  const { application, made } = (body ?? {}) as Record<string, JsonObject>;
  const lists = ['files', 'sourceRepos', 'namespaces'].map(key => {
    const list = made?.[key];
    if (!Array.isArray(list) || list.some(each => typeof each !== 'string')) {
      throw new InputError(`made.${key} is missing, expected a list of texts`);
    }
    return list as string[];
  });
  const [files, sourceRepos, namespaces] = lists;
  return { application, made: { files, sourceRepos, namespaces } };
}

function parseInput(body: unknown): AddApplicationInput {
  const input = (body ?? {}) as Record<string, unknown>;
  const missing = TEXTS.find(field => typeof input[field] !== 'string');
  if (missing) {
    throw new InputError(`${missing} is missing, expected a text`);
  }
  return input as unknown as AddApplicationInput;
}

function nameOf(principal: unknown): string {
  const { userEntityRef, subject } = principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return userEntityRef ?? subject ?? 'portal';
}
