import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import type { GitOpsAdditions } from '@notes/plugin-golden-path-common';
import express from 'express';
import request from 'supertest';
import {
  DEVELOPER,
  GITOPS,
  GitOps,
  LEARNER,
  startGitOps,
} from './__testUtils__/startGitOps';
import { createRouter } from './createRouter';
import { parseService } from './tree/parseService';

jest.setTimeout(30_000);

describe('taking a service out of the GitOps repository', () => {
  let gitops: GitOps;
  let app: express.Express;

  beforeAll(async () => {
    gitops = await startGitOps();
    app = express()
      .use(createRouter({ ...gitops, httpAuth: mockServices.httpAuth() }))
      .use(mockErrorHandler());
  });
  afterAll(() => gitops.stop());

  const inputOf = (name: string) => ({
    name,
    repoUrl: `http://localhost:7007/git/notes/${name}.git`,
    owner: 'group:default/notes-team',
    system: 'system:default/notes',
    revision: 'a'.repeat(40),
  });
  const additions = new Map<string, GitOpsAdditions>();
  const add = (name: string) =>
    gitops.applications.add(
      parseService(inputOf(name)),
      {
        credentials: mockCredentials.user(DEVELOPER),
        author: { name: 'Dev', email: '' },
      },
      async made => {
        additions.set(name, made);
      },
    );
  const send = (body: object, user = DEVELOPER) =>
    request(app)
      .post('/gitops/applications/remove')
      .set('authorization', mockCredentials.user.header(user))
      .send(body);
  const NOTHING = { files: [], sourceRepos: [], namespaces: [] };
  const remove = (application: { name?: string }, user = DEVELOPER) => {
    const made = additions.get(application.name ?? '') ?? NOTHING;
    return send({ application, made }, user);
  };
  const list = async () => {
    const paths = new Set<string>();
    const walk = async (path: string): Promise<void> => {
      const { entries } = await gitops.client.getTree(
        GITOPS,
        { path },
        gitops.platform,
      );
      for (const entry of entries) {
        if (entry.type === 'directory') {
          await walk(entry.path);
        } else {
          paths.add(entry.path);
        }
      }
    };
    await walk('');
    return [...paths].sort();
  };

  it('leaves nothing of the only service of a team', async () => {
    const before = await list();
    await add('alone');
    expect(await list()).not.toEqual(before);

    const response = await remove(inputOf('alone'));

    expect(response.status).toBe(200);
    expect(await list()).toEqual(before);
  });

  it('changes nothing when it is asked again', async () => {
    const before = await gitops.commits();
    const response = await remove(inputOf('alone'));
    expect(response.body).toEqual({ files: [] });
    expect(await gitops.commits()).toEqual(before);
  });

  it('keeps what another service of the team uses', async () => {
    await add('first');
    const before = await list();
    const project = await gitops.read('projects/notes-team.yaml');
    await add('second');

    await remove(inputOf('second'));

    expect(await list()).toEqual(before);
    expect(await gitops.read('projects/notes-team.yaml')).toBe(project);
  });

  it('keeps a service that has been released since, and says so', async () => {
    await add('released');
    const from = 'environments/dev/pending/released.yaml';
    const content = await gitops.read(from);
    await gitops.client.commit(
      GITOPS,
      {
        message: 'Release',
        files: [
          { path: from },
          { path: 'environments/dev/apps/released.yaml', content },
        ],
      },
      gitops.platform,
    );
    const before = await list();

    const response = await remove(inputOf('released'));

    expect(response.status).toBe(409);
    expect(response.body.error.message).toMatch(
      /changed or released since: environments\/dev\/apps\/released.yaml/,
    );
    expect(await list()).toEqual(before);
  });

  it('keeps what was there before the task came', async () => {
    await add('earlier');
    const before = await list();
    await add('earlier');

    const application = inputOf('earlier');
    const response = await send({ application, made: NOTHING });

    expect(response.body).toEqual({ files: [] });
    expect(await list()).toEqual(before);
  });

  it('keeps what a person had listed in the project before', async () => {
    const path = 'projects/notes-team.yaml';
    const project = await gitops.read(path);
    const { repoUrl } = inputOf('listed');
    const content = project?.replace(
      '  sourceRepos:\n',
      `  sourceRepos:\n    - ${repoUrl}\n`,
    );
    await gitops.client.commit(
      GITOPS,
      { message: 'List', files: [{ path, content }] },
      gitops.platform,
    );
    await add('listed');

    expect((await remove(inputOf('listed'))).status).toBe(200);

    expect(await gitops.read(path)).toBe(content);
    expect(await list()).not.toContain('environments/dev/apps/listed.yaml');
  });

  it('names what is missing of what was made', async () => {
    const response = await send({ application: inputOf('x'), made: {} });
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(/made.files is missing/);
  });

  it('is refused to those who may not deploy', async () => {
    await add('kept');
    const before = await list();
    expect((await remove(inputOf('kept'), LEARNER)).status).toBe(403);
    expect(await list()).toEqual(before);
  });

  it.each([
    [{}, /name is missing/],
    [{ ...inputOf('x'), revision: 'main' }, /revision "main"/],
  ])('refuses %j', async (body, message) => {
    const response = await remove(body);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(message);
  });
});
