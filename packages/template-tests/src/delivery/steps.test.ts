import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createGitOpsRepository, digest } from './createGitOpsRepository';
import { type RenderedRepository, renderRepository } from './renderRepository';
import { describeWith, runTool } from './tools';

// Other processes do the work, and a busy machine gives them little.
jest.setTimeout(60_000);

let service: RenderedRepository;
beforeAll(() => {
  service = renderRepository();
});
afterAll(() => service.remove());

type Step = { name?: string; id?: string; run?: string };

/** Runs the script of a step as GitHub does, and returns what it handed on. */
function runStep(
  workflow: string,
  job: string,
  name: string,
  env: Record<string, string>,
  cwd = service.folder,
) {
  const { jobs } = parse(
    service.files[`.github/workflows/${workflow}.yml`].text,
  );
  const step = (jobs[job].steps as Step[]).find(one => one.name === name);
  const output = join(service.folder, 'step.output');
  writeFileSync(output, '');
  const result = runTool(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? 'exit 99'],
    {
      cwd,
      env: { GITHUB_OUTPUT: output, ...env },
    },
  );
  return {
    ...result,
    outputs: readFileSync(output, 'utf8').trim().split('\n'),
  };
}

describe('what changed', () => {
  const changed = (path: string, base?: string) => {
    const repository = createGitOpsRepository();
    try {
      repository.commit(path, 'x\n', 'change');
      const folder = repository.clone();
      return runStep(
        'ci',
        'changes',
        'Compare with the base',
        {
          BASE: base ?? repository.git(folder, 'rev-parse', 'HEAD^'),
        },
        folder,
      ).outputs;
    } finally {
      repository.remove();
    }
  };

  it.each([
    ['src/main.ts', ['code=true', 'manifests=false']],
    ['charts/billing-service/values.yaml', ['code=false', 'manifests=true']],
    ['docs/runbook.md', ['code=false', 'manifests=false']],
    ['.github/workflows/ci.yml', ['code=true', 'manifests=false']],
  ])('is told apart for %s', (path, expected) => {
    expect(changed(path)).toEqual(expected);
  });

  it('is everything when there is no commit to compare with', () => {
    expect(changed('src/main.ts', '0'.repeat(40))).toEqual([
      'code=true',
      'manifests=false',
    ]);
    expect(changed('charts/x.yaml', '')[1]).toBe('manifests=true');
  });
});

describe('all checks', () => {
  it.each([
    ['success success skipped', 0],
    ['success failure skipped', 1],
    ['cancelled success success', 1],
  ])('are %s, so the step ends with %i', (results, status) => {
    expect(
      runStep('ci', 'passed', 'Read the results', { RESULTS: results }),
    ).toMatchObject({ status });
  });
});

describe('the name of the image', () => {
  it.each([
    ['1', ''],
    ['2', '-2'],
  ])('is the commit in attempt %s, with %j behind it', (attempt, suffix) => {
    const repository = createGitOpsRepository();
    const { outputs } = runStep(
      'reusable-build',
      'build',
      'Name the image after the commit',
      {
        IMAGE: 'ghcr.io/notes/billing-service',
        GITHUB_SHA: 'c'.repeat(40),
        GITHUB_RUN_ATTEMPT: attempt,
      },
      repository.clone(),
    );
    repository.remove();
    expect(outputs[0]).toBe(
      `tag=ghcr.io/notes/billing-service:sha-${'c'.repeat(40)}${suffix}`,
    );
    expect(outputs[1]).toMatch(/^epoch=\d{10}$/);
  });
});

describe('an environment without addresses', () => {
  it('is refused before anything is changed, with the name of the variable', () => {
    const { status, output } = runStep(
      'reusable-deploy',
      'deploy',
      'Look for what the environment must say',
      {
        SERVICE_URL: '',
        ARGOCD_SERVER: 'https://argocd.notes.example',
      },
    );
    expect(status).not.toBe(0);
    expect(output).toMatch(/SERVICE_URL: is not set/);
  });
});

describeWith(['curl', 'jq'], 'waiting for Argo CD', () => {
  let server: Server;
  let answers: object[];
  const seen: (string | undefined)[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(`${request.url} ${request.headers.authorization}`);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      response.statusCode = answer ? 200 : 503;
      response.end(JSON.stringify(answer ?? {}));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));

  const application = (health: string, one: string, sync = 'Synced') => ({
    status: {
      sync: { status: sync },
      health: { status: health },
      summary: { images: [`ghcr.io/notes/billing-service@${digest(one)}`] },
    },
  });

  /** Not synchronous, because the server of this test must answer meanwhile. */
  async function wait(first: object[], token = 'secret-token') {
    answers = first;
    const child = spawn(
      'bash',
      [join(service.folder, 'scripts/wait-healthy.sh'), 'staging', digest('b')],
      {
        env: {
          ...process.env,
          ARGOCD_SERVER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          ARGOCD_TOKEN: token,
          WAIT_SECONDS: '3',
          POLL_SECONDS: '0.1',
        },
      },
    );
    let output = '';
    child.stdout.on('data', data => (output += data));
    child.stderr.on('data', data => (output += data));
    const status = await new Promise(resolve => child.on('close', resolve));
    return { status, output };
  }

  it('ends when the new image is synced and healthy', async () => {
    const result = await wait([
      application('Healthy', 'a'),
      application('Progressing', 'b'),
      application('Healthy', 'b'),
    ]);
    expect(result).toEqual({
      status: 0,
      output: 'billing-service-staging: Synced, Healthy, this image\n',
    });
    expect(seen.at(-1)).toBe(
      '/api/v1/applications/billing-service-staging Bearer secret-token',
    );
  });

  it('fails at once when the new image is degraded', async () => {
    expect(await wait([application('Degraded', 'b')])).toEqual({
      status: 1,
      output: 'billing-service-staging: Synced, Degraded, this image\n',
    });
  });

  it('fails after its time when the old image stays, and says so', async () => {
    expect(await wait([application('Healthy', 'a')])).toEqual({
      status: 1,
      output:
        'billing-service-staging: Synced, Healthy, another image after 3 seconds\n',
    });
  });

  it('names the variable that is missing', async () => {
    const { status, output } = await wait([application('Healthy', 'b')], '');
    expect(status).not.toBe(0);
    expect(output).toMatch(/ARGOCD_TOKEN: is not set/);
  });
});
