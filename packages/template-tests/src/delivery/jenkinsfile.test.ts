import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { renderRepository } from './renderRepository';
import { describeWith, findTool, runTool } from './tools';

// Other processes do the work, and a busy machine gives them little.
jest.setTimeout(60_000);

/** The Groovy that Jenkins is built on. */
const GROOVY = resolvePackagePath(
  '@notes/template-tests',
  '../../.tools/java/groovy-all-2.4.21.jar',
);
const HARNESS = join(__dirname, 'runJenkinsfile.groovy');

type Event = {
  stage?: string;
  step?: string;
  script?: string;
  ids?: string[];
  result?: string;
};

const COMBINATIONS = [
  { language: 'node', registry: 'ecr', sonar: 'none', repoHost: 'embedded' },
  {
    language: 'python',
    registry: 'ghcr',
    sonar: 'sonarqube',
    repoHost: 'github',
  },
  {
    language: 'node',
    registry: 'dockerhub',
    sonar: 'sonarcloud',
    repoHost: 'github',
  },
] as const;

describe.each(COMBINATIONS)(
  'the Jenkinsfile for $language and $registry',
  options => {
    const repository = renderRepository({ ...options, ci: 'jenkins' });
    const { text } = repository.files.Jenkinsfile;
    afterAll(() => repository.remove());

    it('comes without a workflow of GitHub', () => {
      expect(
        Object.keys(repository.files).filter(path =>
          path.startsWith('.github/workflows'),
        ),
      ).toEqual([]);
      expect(repository.files['scripts/clone-gitops.sh'].executable).toBe(true);
    });

    it('carries only what was chosen and nothing of the template', () => {
      expect(text).not.toMatch(/\{%|\$\{\{|\n\n\n/);
      expect(/aws ecr/.test(text)).toBe(options.registry === 'ecr');
      expect(/sonar-scanner/.test(text)).toBe(options.sonar !== 'none');
      expect(/withSonarQubeEnv/.test(text)).toBe(options.sonar === 'sonarqube');
      expect(/pytest/.test(text)).toBe(options.language === 'python');
      expect(text).toContain(
        `GITOPS_MODE = '${options.repoHost === 'github' ? 'pull-request' : 'commit'}'`,
      );
    });

    const runnable = existsSync(GROOVY) && findTool('java');
    (runnable ? describe : describe.skip)(
      runnable
        ? 'run by Groovy'
        : 'run by Groovy (no groovy-all or java: npm run tools)',
      () => {
        const run = (branch: string, failing = ''): Event[] =>
          runTool(
            'java',
            [
              '-cp',
              GROOVY,
              'groovy.ui.GroovyMain',
              HARNESS,
              'Jenkinsfile',
              branch,
              failing,
            ],
            { cwd: repository.folder },
          )
            .output.trim()
            .split('\n')
            .map(line => JSON.parse(line));
        const stagesOf = (events: Event[]) => [
          ...new Set(
            events
              .filter(one => one.step === 'sh')
              .map(one => one.stage?.split(' / ')[0]),
          ),
        ];

        it('scans before it pushes, and goes from dev to prod with a question in between', () => {
          const events = run('main');
          expect(events.at(-1)).toEqual({ result: 'success' });
          expect(stagesOf(events)).toEqual([
            'Prepare',
            'Check',
            ...(options.sonar === 'none' ? [] : ['Quality gate']),
            'Image',
            'Push and sign',
            'Dev',
            'Staging',
            'Prod',
          ]);
          const scripts = events.map(one => one.script ?? '').join('\n');
          const order = [
            'trivy image',
            'docker push',
            'syft "$IMAGE',
            'cosign sign',
            'cosign attest',
            'set-digest.sh',
            'wait-healthy.sh',
            'k6 run',
          ];
          expect(order.map(one => scripts.indexOf(one))).toEqual(
            order.map(one => scripts.indexOf(one)).sort((a, b) => a - b),
          );
          expect(scripts).not.toContain('rollback.sh');
          expect(
            events.filter(one => one.step === 'input').map(one => one.stage),
          ).toEqual(['Prod']);
        });

        it('pushes and deploys nothing from another branch', () => {
          const events = run('feature');
          expect(events.at(-1)).toEqual({ result: 'success' });
          expect(stagesOf(events).at(-1)).toBe('Image');
          expect(
            events.some(
              one =>
                one.step === 'credentials' && !one.ids?.includes('sonar-token'),
            ),
          ).toBe(false);
        });

        it('stops before the registry when the scan finds something', () => {
          const events = run('main', 'trivy image');
          expect(events.at(-1)).toMatchObject({ result: 'failure' });
          expect(stagesOf(events).at(-1)).toBe('Image');
        });

        it('rolls back and still fails when the look from outside fails', () => {
          const events = run('main', 'k6 run');
          expect(events.at(-1)).toMatchObject({ result: 'failure' });
          const dev = events.filter(
            one => one.stage === 'Dev' && one.step === 'sh',
          );
          expect(dev).toHaveLength(2);
          expect(dev[1].script).toContain(
            'scripts/rollback.sh gitops "$TARGET" "$DIGEST"',
          );
          expect(stagesOf(events)).not.toContain('Staging');
        });

        describeWith(['shellcheck'], 'for shellcheck', () => {
          it('has shell scripts without a mistake', () => {
            for (const { script } of run('main').filter(one => one.script)) {
              expect(
                runTool(
                  'shellcheck',
                  ['--shell=dash', '--exclude=SC1091', '-'],
                  {
                    cwd: repository.folder,
                    input: `${script}\n`,
                  },
                ),
              ).toEqual({ status: 0, output: '' });
            }
          });
        });
      },
    );
  },
);

describe('the Jenkinsfile and the registry of Amazon', () => {
  const repository = renderRepository({ ci: 'jenkins', registry: 'ecr' });
  afterAll(() => repository.remove());
  const { text } = repository.files.Jenkinsfile;
  const [, script] =
    /sh '''\n([^']*get-login-password[^]*?)'''/.exec(text) ?? [];

  /** Signs in with an `aws` and a `docker` that say how they were called. */
  const signIn = (image: string, region?: string) => {
    const stubs = `aws() { echo "aws $*" >&2; echo secret; }; docker() { read -r token; echo "docker $* $token"; }\n`;
    return runTool('sh', ['-e', '-c', stubs + script], {
      cwd: repository.folder,
      env: { IMAGE: image, AWS_REGION: region ?? '' },
    });
  };

  it.each([
    '111122223333.dkr.ecr.eu-central-1.amazonaws.com/notes/billing',
    '111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com/notes/billing',
    '111122223333.dkr-ecr.eu-central-1.on.aws/notes/billing',
    'registry.notes.example/ecr/notes/billing',
  ])('signs in to the region that is set, for %s', image => {
    const { status, output } = signIn(image, 'eu-west-1');
    expect(status).toBe(0);
    expect(output).toContain('aws ecr get-login-password --region eu-west-1\n');
    const [host] = image.split('/');
    expect(output).toContain(
      `docker login --username AWS --password-stdin ${host} secret`,
    );
  });

  it('stops and names the variable when no region is set', () => {
    const { status, output } = signIn('registry.notes.example/ecr/x');
    expect(status).not.toBe(0);
    expect(output).toMatch(/AWS_REGION: is not set: the folder in Jenkins/);
    expect(output).not.toContain('aws ecr');
  });

  it('says at its head what the folder has to name, and only where it is used', () => {
    const [head] = text.split('pipeline {');
    expect(head).toContain('AWS_REGION');
    const other = renderRepository({ ci: 'jenkins', registry: 'ghcr' });
    other.remove();
    expect(other.files.Jenkinsfile.text).not.toContain('AWS_REGION');
  });
});
