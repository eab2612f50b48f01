import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createGitOpsRepository,
  digest,
  type GitOpsRepository,
} from '../delivery/createGitOpsRepository';
import { NAME } from '../delivery/deliveryValues';
import {
  type RenderedRepository,
  renderRepository,
} from '../delivery/renderRepository';
import { runScript, valuesOf } from '../delivery/runScript';

jest.setTimeout(60_000);

const apps = (environment: string) =>
  `environments/${environment}/apps/${NAME}.yaml`;
const pending = (environment: string) =>
  `environments/${environment}/pending/${NAME}.yaml`;
const values = (environment: string) =>
  `environments/${environment}/values/${NAME}.yaml`;
const application = (revision: string) =>
  `spec:\n  sources:\n    - repoURL: a\n      targetRevision: ${revision}\n    - repoURL: gitops\n      targetRevision: main\n`;
const sha = (digit: string) => digit.repeat(40);

describe('a release and the Application of the service', () => {
  let service: RenderedRepository;
  let gitops: GitOpsRepository;
  beforeAll(() => {
    service = renderRepository();
  });
  afterAll(() => service.remove());
  beforeEach(() => {
    gitops = createGitOpsRepository();
  });
  afterEach(() => gitops.remove());

  it('puts the chart of a service into dev at its first release', () => {
    gitops.commit(apps('dev'), '# only the database\n', 'prepared');
    gitops.commit(pending('dev'), application('main'), 'pending');
    const checkout = gitops.clone();

    const args = [checkout, 'dev', digest('a'), sha('b')];
    expect(runScript(service, 'set-digest.sh', args)).toEqual({
      ...{ status: 0, output: '' },
    });

    expect(existsSync(join(checkout, pending('dev')))).toBe(false);
    expect(readFileSync(join(checkout, apps('dev')), 'utf8')).toBe(
      application('main'),
    );
  });

  it('moves production to the commit of the release, and back with it', () => {
    gitops.commit(pending('prod'), application(sha('1')), 'pending');
    const first = gitops.clone();
    runScript(service, 'set-digest.sh', [first, 'prod', digest('a'), sha('2')]);
    const read = (checkout: string) =>
      readFileSync(join(checkout, apps('prod')), 'utf8');
    expect(read(first)).toBe(application(`'${sha('2')}'`));
    gitops.git(first, 'add', '--all');
    gitops.git(first, 'commit', '--quiet', '--message', 'first');
    runScript(service, 'set-digest.sh', [first, 'prod', digest('b'), sha('3')]);
    expect(read(first)).toBe(application(`'${sha('3')}'`));
    gitops.git(first, 'add', '--all');
    gitops.git(first, 'commit', '--quiet', '--message', 'second');

    const back = runScript(service, 'rollback.sh', [
      first,
      'prod',
      digest('b'),
    ]);

    expect(back.status).toBe(0);
    expect(read(first)).toBe(application(`'${sha('2')}'`));
    expect(readFileSync(join(first, values('prod')), 'utf8')).toBe(
      valuesOf(digest('a')),
    );
  });

  it.each(['main', `${sha('a')}; true`])(
    'refuses the revision %s',
    revision => {
      gitops.commit(pending('prod'), application(sha('1')), 'pending');
      const checkout = gitops.clone();
      const args = [checkout, 'prod', digest('a'), revision];
      expect(runScript(service, 'set-digest.sh', args)).toEqual({
        status: 2,
        output: expect.stringContaining('is not a commit'),
      });
      expect(gitops.git(checkout, 'status', '--short')).toBe('');
    },
  );
});
