import { access, chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFolder, git } from './__testUtils__/git';
import {
  DEVELOPER,
  GitHost,
  OTHER,
  startGitHost,
} from './__testUtils__/startGitHost';

const FILES = [
  { path: 'README.md', content: '# Billing\n' },
  { path: 'src/run.sh', content: 'echo hi\n', executable: true },
  { path: 'logo.bin', content: 'AAEC', encoding: 'base64' as const },
];
const id = { owner: 'notes', name: 'billing' };

describe('git host', () => {
  let host: GitHost;
  let work: Awaited<ReturnType<typeof createFolder>>;

  beforeAll(async () => {
    host = await startGitHost({
      gitHost: { anonymousRead: true, maxPushBytes: 200_000 },
    });
    await host.client.createRepository(
      { ...id, initialCommit: { message: 'Start', files: FILES } },
      host.as(DEVELOPER),
    );
  });
  afterAll(() => host.stop());
  beforeEach(async () => {
    work = await createFolder();
  });
  afterEach(() => work.remove());

  const clone = async (password?: string, repository = 'notes/billing') => {
    const remote = host.remote(repository, password);
    const result = await git(work.path, 'clone', '--quiet', remote, 'clone');
    return { ...result, path: join(work.path, 'clone') };
  };
  const newToken = (user: string) =>
    host.client.createAccessToken({ name: 'laptop' }, host.as(user));
  const commit = async (path: string, content: string | Buffer) => {
    await writeFile(join(path, 'new.txt'), content);
    await git(path, 'add', '.');
    await git(path, 'commit', '--quiet', '-m', 'More');
  };

  it('lets everybody clone with a plain git clone', async () => {
    const cloned = await clone();

    expect(cloned).toMatchObject({ ok: true });
    const log = await git(cloned.path, 'log', '--format=%s');
    expect(log.output).toBe('Start\n');
    const files = await git(cloned.path, 'ls-files', '--stage');
    expect(files.output).toMatch(/100755 .*src\/run.sh/);
  });

  it('asks for a token when somebody pushes without one', async () => {
    const { path } = await clone();
    await commit(path, 'hello');

    const pushed = await git(path, 'push', 'origin', 'main');

    expect(pushed.ok).toBe(false);
    expect(pushed.output).toMatch(/could not read Username|terminal prompts/);
  });

  it('takes a push with the personal access token of an owner', async () => {
    const { secret } = await newToken(DEVELOPER);
    const { path } = await clone(secret);
    await commit(path, 'hello');

    const pushed = await git(path, 'push', 'origin', 'main');

    expect(pushed).toMatchObject({ ok: true });
    const file = await host.client.getFile(
      id,
      { path: 'new.txt' },
      host.as(OTHER),
    );
    expect(file).toMatchObject({ kind: 'text', content: 'hello', ref: 'main' });
    expect(host.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'repository-push',
        meta: { repository: 'notes/billing', actor: DEVELOPER },
      }),
    );
  });

  it('tells a person who may not push so, and changes nothing', async () => {
    const { secret } = await newToken(OTHER);
    const { path } = await clone(secret);
    await commit(path, 'denied');

    const pushed = await git(path, 'push', 'origin', 'main:denied');

    expect(pushed.ok).toBe(false);
    expect(pushed.output).toContain(
      "You are not allowed to 'githost.repository.push' on repository 'notes/billing'",
    );
    expect(host.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'repository-push',
        meta: { repository: 'notes/billing', actor: OTHER },
      }),
    );
    const branches = await host.client.listBranches(id, host.as(OTHER));
    expect(branches.map(branch => branch.name)).not.toContain('denied');
  });

  it('refuses a push above the limit with words that git prints', async () => {
    const { secret } = await newToken(DEVELOPER);
    const { path } = await clone(secret);
    await commit(
      path,
      Buffer.from(Array.from({ length: 500_000 }, () => Math.random() * 256)),
    );

    const pushed = await git(path, 'push', 'origin', 'main:big');

    expect(pushed.ok).toBe(false);
    expect(pushed.output).toMatch(
      /remote: push of \d+ bytes is too large, this portal accepts at most 200000 bytes/,
    );
    expect(pushed.output).toContain('[remote rejected]');
    const branches = await host.client.listBranches(id, host.as(OTHER));
    expect(branches.map(branch => branch.name)).not.toContain('big');
  });

  it('executes no hook, even one that lies in the repository', async () => {
    const hooks = join(host.folder, 'notes', 'billing.git', 'hooks');
    const proof = join(work.path, 'proof');
    await mkdir(hooks, { recursive: true });
    for (const hook of ['pre-receive', 'update', 'post-receive']) {
      await writeFile(join(hooks, hook), `#!/bin/sh\ntouch ${proof}\n`);
      await chmod(join(hooks, hook), 0o755);
    }
    const { secret } = await newToken(DEVELOPER);
    const { path } = await clone(secret);
    await commit(path, 'with hooks');

    const pushed = await git(path, 'push', 'origin', 'main:hooked');

    expect(pushed).toMatchObject({ ok: true });
    await expect(access(proof)).rejects.toThrow('ENOENT');
  });

  it('refuses a forged pull request ref', async () => {
    const { secret } = await newToken(DEVELOPER);
    const { path } = await clone(secret);

    const pushed = await git(path, 'push', 'origin', 'main:refs/pull/9/head');

    expect(pushed.ok).toBe(false);
    expect(pushed.output).toContain('deny updating a hidden ref');
  });

  it('refuses a revoked token and one whose owner has left', async () => {
    const { secret, id: tokenId } = await newToken(DEVELOPER);
    await host.client.revokeAccessToken(tokenId, host.as(DEVELOPER));
    const left = await newToken('user:default/gone');
    const { path } = await clone();

    const revoked = host.remote('notes/billing', secret);
    expect(await git(path, 'push', revoked, 'main')).toMatchObject({
      ok: false,
      output: expect.stringContaining('Authentication failed'),
    });
    const gone = host.remote('notes/billing', left.secret);
    expect(await git(path, 'push', gone, 'main')).toMatchObject({ ok: false });
  });

  it('keeps only the hash of a token and shows the secret once', async () => {
    const { secret, id: tokenId } = await newToken(DEVELOPER);

    const stored = await host.knex('access_tokens').where({ id: tokenId });
    expect(JSON.stringify(stored)).not.toContain(secret);
    const listed = await host.client.listAccessTokens(host.as(DEVELOPER));
    expect(listed.find(token => token.id === tokenId)).toEqual(
      expect.objectContaining({ name: 'laptop', hint: secret.slice(-4) }),
    );
    expect(JSON.stringify(listed)).not.toContain(secret);
    expect(await host.client.listAccessTokens(host.as(OTHER))).not.toEqual(
      expect.arrayContaining([expect.objectContaining({ id: tokenId })]),
    );
  });

  it('takes no pushes into an archived repository, but lets it be read', async () => {
    const old = { owner: 'notes', name: 'old' };
    const as = host.as(DEVELOPER);
    await host.client.createRepository(
      { ...old, initialCommit: { message: 'Start', files: FILES } },
      as,
    );
    await host.client.setArchived(old, true, as);
    const { secret } = await newToken(DEVELOPER);
    const { path, ok } = await clone(secret, 'notes/old');
    await commit(path, 'late');

    const pushed = await git(path, 'push', 'origin', 'main');

    expect(ok).toBe(true);
    expect(pushed.output).toContain(
      "Repository 'notes/old' is archived and takes no pushes",
    );
  });

  it('leads a browser to the page of the repository', async () => {
    const rows = [
      ['notes/billing', '/repositories/notes/billing'],
      [
        'notes/billing/blob/main/README.md',
        '/repositories/notes/billing?file=main%2FREADME.md',
      ],
      [
        'notes/billing/tree/main/src',
        '/repositories/notes/billing?folder=main%2Fsrc',
      ],
    ];
    for (const [path, page] of rows) {
      const response = await fetch(`${host.origin}/git/${path}`, {
        redirect: 'manual',
      });
      expect(response.headers.get('location')).toBe(
        `http://localhost:7007${page}`,
      );
    }
  });

  it('serves nothing of a repository but the git protocol', async () => {
    const rows = ['HEAD', 'config', 'objects/info/packs', 'info/refs'];
    for (const path of rows) {
      const url = `${host.origin}/git/notes/billing.git/${path}`;
      expect((await fetch(url)).status).toBeGreaterThanOrEqual(400);
    }
  });

  it('leaves no work folder behind', async () => {
    expect(await readdir(join(host.folder, '.work'))).toEqual([]);
  });
});
