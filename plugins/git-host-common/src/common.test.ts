import { GitHostClient } from './client';
import { createRepositoryOwnerDecision } from './permissions';
import {
  describeBranchProblem,
  describeOwnerProblem,
  describePathProblem,
  describeRefProblem,
  describeRepositoryNameProblem,
} from './validation';

describe('validators', () => {
  it.each([
    [describeOwnerProblem, 'notes', true],
    [describeOwnerProblem, 'notes.x', false],
    [describeOwnerProblem, undefined, false],
    [describeRepositoryNameProblem, 'a', true],
    [describeRepositoryNameProblem, 'a.b_c-d', true],
    [describeRepositoryNameProblem, '-a', false],
    [describeRepositoryNameProblem, 'a..b', false],
    [describeRepositoryNameProblem, 'a.git', false],
    [describeBranchProblem, 'feature/x-1.0', true],
    [describeBranchProblem, 'HEAD', false],
    [describeBranchProblem, 'a.lock/b', false],
    [describeBranchProblem, '', false],
    [describeBranchProblem, 'x'.repeat(201), false],
    [describeRefProblem, 'HEAD', true],
    [describeRefProblem, '-x', false],
    [describePathProblem, 'a/b c/ü.md', true],
    [describePathProblem, '.gitignore', true],
    [describePathProblem, '.github/workflows/ci.yaml', true],
    [describePathProblem, '.git/config', false],
    [describePathProblem, 'a/../b', false],
    [describePathProblem, '', false],
  ])('%p of %j is accepted: %s', (describe, value, accepted) => {
    expect(describe(value) === undefined).toBe(accepted);
  });

  it('names the value on one line, however long and strange it is', () => {
    const problem = describeRepositoryNameProblem(`\n${'x'.repeat(500)}`);
    expect(problem).toMatch(/^repoName "\\nx{79}…" is not accepted/);
  });
});

describe('createRepositoryOwnerDecision', () => {
  it('asks whether one of the claims owns the repository', () => {
    expect(createRepositoryOwnerDecision(['group:default/a'])).toMatchObject({
      pluginId: 'git-host',
      conditions: { rule: 'IS_OWNER', params: { claims: ['group:default/a'] } },
    });
  });
});

describe('GitHostClient', () => {
  const setup = (status: number, body: unknown) => {
    const fetchMock = jest.fn(
      async (_url: string, _init: RequestInit) =>
        new Response(JSON.stringify(body), {
          status,
          headers: { 'content-type': 'application/json' },
        }),
    );
    const client = new GitHostClient({
      discoveryApi: { getBaseUrl: async () => 'http://x/api/git-host' },
      fetchApi: { fetch: fetchMock as unknown as typeof fetch },
    });
    return { client, fetchMock };
  };

  it('encodes what it is given and leaves out what is empty', async () => {
    const { client, fetchMock } = setup(200, {});
    await client.getTree({ owner: 'a/b', name: '?' }, { ref: 'x y', path: '' });
    expect(fetchMock.mock.calls[0][0]).toBe(
      'http://x/api/git-host/v1/repositories/a%2Fb/%3F/tree?ref=x+y',
    );
  });

  it('throws the error that the server named', async () => {
    const error = { name: 'ConflictError', message: 'taken' };
    const { client } = setup(409, { error, response: { statusCode: 409 } });
    await expect(
      client.createRepository({ owner: 'a', name: 'b' }),
    ).rejects.toMatchObject(error);
  });
});
