import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { Request, Router } from 'express';
import { z } from 'zod';
import {
  listBranches,
  listCommits,
  readCommit,
  readFile,
  readFiles,
  readReadme,
  readTree,
} from '../git';
import type { RepositoryService } from '../services/RepositoryService';
import { parse, parseId } from './parse';

const atSchema = z.object({
  ref: z.string().max(200).optional(),
  path: z.string().max(1024).optional(),
});

const filesSchema = z.object({
  ref: z.string().max(200).optional(),
  path: z
    .union([z.string(), z.array(z.string())])
    .transform(paths => [paths].flat())
    .pipe(z.array(z.string().min(1).max(1024)).min(1).max(50)),
});

const commitsSchema = atSchema.extend({
  after: z
    .string()
    .regex(/^[0-9a-f]{40,64}:\d{1,9}$/, 'expected the nextCursor of a page')
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

/** Reads branches, folders, files and commits. */
export function addContentRoutes(
  router: Router,
  options: { repositories: RepositoryService; httpAuth: HttpAuthService },
): void {
  const { repositories, httpAuth } = options;
  const open = async (request: Request) =>
    repositories.openForRead(parseId(request), {
      credentials: await httpAuth.credentials(request),
    });
  const base = '/repositories/:owner/:name';

  router.get(`${base}/branches`, async (request, response) => {
    response.json({ items: await listBranches(await open(request)) });
  });

  router.get(`${base}/tree`, async (request, response) => {
    const at = parse(atSchema, request.query);
    response.json(await readTree(await open(request), at));
  });

  router.get(`${base}/file`, async (request, response) => {
    const { ref, path } = parse(atSchema, request.query);
    if (!path) {
      throw new InputError("path is missing, expected a file such as 'a/b.md'");
    }
    response.json(await readFile(await open(request), { ref, path }));
  });

  router.get(`${base}/files`, async (request, response) => {
    const { ref, path: paths } = parse(filesSchema, request.query);
    response.json(await readFiles(await open(request), { ref, paths }));
  });

  router.get(`${base}/readme`, async (request, response) => {
    const { ref } = parse(atSchema, request.query);
    const readme = await readReadme(await open(request), ref);
    if (readme) {
      response.json(readme);
    } else {
      response.status(204).end();
    }
  });

  router.get(`${base}/commits`, async (request, response) => {
    const query = parse(commitsSchema, request.query);
    response.json(await listCommits(await open(request), query));
  });

  router.get(`${base}/commits/:sha`, async (request, response) => {
    response.json(await readCommit(await open(request), request.params.sha));
  });
}
