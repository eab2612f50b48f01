import { renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type {
  GitHostApi,
  PullRequestDetail,
  Repository,
} from '@notes/plugin-git-host-common';
import { Route, Routes } from 'react-router-dom';
import { gitHostApiRef } from '../apis';
import { AccessTokens } from '../components/AccessTokens';
import { RepositoriesRouter } from '../components/RepositoriesRouter';
import { rootRouteRef } from '../routes';

export const repository: Repository = {
  owner: 'notes',
  name: 'billing',
  description: 'Writes invoices',
  ownerRef: 'group:default/notes-team',
  defaultBranch: 'main',
  archived: false,
  createdBy: 'user:default/dev.rivera',
  createdAt: '2026-01-02T03:04:05Z',
  pushedAt: '2026-01-03T03:04:05Z',
  cloneUrl: 'http://localhost:7007/git/notes/billing.git',
  pageUrl: 'http://localhost:7007/repositories/notes/billing',
  contentsUrl: 'http://localhost:7007/git/notes/billing/blob/main',
};

export const pullRequest: PullRequestDetail = {
  number: 1,
  title: 'Upgrade',
  body: 'Because',
  sourceBranch: 'upgrade/2',
  targetBranch: 'main',
  state: 'open',
  author: 'user:default/dev.rivera',
  createdAt: '2026-01-02T03:04:05Z',
  updatedAt: '2026-01-02T03:04:05Z',
  headSha: 'a'.repeat(40),
  mergeSha: undefined,
  mergedBy: undefined,
  mergedAt: undefined,
  pageUrl: '',
  checks: [],
  commits: [],
  diff: { files: [], additions: 0, deletions: 0, truncated: false },
  conflicts: [],
};

/** A file of a difference with one line changed. */
export const changedFile = {
  path: 'a.txt',
  previousPath: undefined,
  status: 'modified' as const,
  additions: 1,
  deletions: 1,
  patch: '@@ -1 +1 @@\n-old\n+new\n',
  binary: false,
};

interface RenderOptions {
  path?: string;
  api?: Partial<GitHostApi>;
  allow?: boolean;
}

/** Renders the pages of the git host at an address, with the server that it talks to. */
export function renderGitHost(options: RenderOptions = {}) {
  const { path = '', api = {}, allow = true } = options;
  const server: Partial<GitHostApi> = {
    getRepository: async () => repository,
    listBranches: async () => [
      {
        ...{ name: 'main', commitSha: 'a'.repeat(40), subject: 'Start' },
        ...{ committedAt: '2026-01-02T03:04:05Z', isDefault: true },
      },
    ],
    getReadme: async () => undefined,
    ...api,
  };
  const decision = allow ? AuthorizeResult.ALLOW : AuthorizeResult.DENY;
  renderInTestApp(
    <Routes>
      <Route path="/repositories/*" element={<RepositoriesRouter />} />
      <Route path="/settings/access-tokens" element={<AccessTokens />} />
    </Routes>,
    {
      mountedRoutes: { '/repositories': rootRouteRef },
      initialRouteEntries: [
        path.startsWith('/') ? path : `/repositories${path && `/${path}`}`,
      ],
      apis: [
        [gitHostApiRef, server as GitHostApi],
        [permissionApiRef, { authorize: async () => ({ result: decision }) }],
      ],
    },
  );
}

export function namedError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
