import type { RepositoryId } from '@notes/plugin-git-host-common';
import express, { Request, Response, Router } from 'express';
import type { GitService } from './cgiEnvironment';
import type { SmartHttpHandler } from './SmartHttpHandler';

const SERVICES: GitService[] = ['git-upload-pack', 'git-receive-pack'];

/**
 * Maps the addresses below `/git`: the git protocol, and for people with a
 * browser the way to the page of the repository.
 */
export function createGitRouter(options: {
  handler: SmartHttpHandler;
  appUrl: string;
}): Router {
  const { handler, appUrl } = options;
  const router = express.Router();

  router.get('/:owner/:repo/info/refs', async (request, response) => {
    const service = SERVICES.find(each => each === request.query.service);
    if (!service) {
      response
        .status(400)
        .type('text/plain')
        .send('This server speaks the smart HTTP protocol of git only\n');
      return;
    }
    const id = readId(request);
    await handler.handle({ id, service, request, response });
  });
  for (const service of SERVICES) {
    router.post(`/:owner/:repo/${service}`, async (request, response) => {
      const id = readId(request);
      await handler.handle({ id, service, request, response });
    });
  }

  const redirect = (request: Request, response: Response) => {
    response.redirect(302, pageOf(appUrl, request));
  };
  router.get('/:owner/:repo', redirect);
  router.get('/:owner/:repo/:view(blob|tree)/*', redirect);

  router.use((_request, response) => {
    response.status(404).type('text/plain').send('There is nothing here\n');
  });
  return router;
}

function readId(request: Request): RepositoryId {
  const { owner, repo } = request.params;
  return { owner, name: repo.replace(/\.git$/, '') };
}

function pageOf(appUrl: string, request: Request): string {
  const { owner, name } = readId(request);
  const rest = request.params[0];
  const page = `${appUrl}/repositories/${encodeURIComponent(
    owner,
  )}/${encodeURIComponent(name)}`;
  if (!rest) {
    return page;
  }
  const location = new URLSearchParams({
    [request.params.view === 'blob' ? 'file' : 'folder']: rest,
  });
  return `${page}?${location}`;
}
