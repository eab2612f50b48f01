import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findWorkflowProblems } from '@notes/template-kit';
import { COMBINATIONS, NAME } from './deliveryValues';
import { type RenderedRepository, renderRepository } from './renderRepository';
import { describeWith, runTool } from './tools';

// Other processes do the work, and a busy machine gives them little.
jest.setTimeout(60_000);

const WORKFLOWS = '.github/workflows';
const workflowsOf = ({ files }: RenderedRepository) =>
  Object.keys(files).filter(
    path => path.startsWith(`${WORKFLOWS}/`) && path.endsWith('.yml'),
  );

describe.each(COMBINATIONS)('the workflows of %s', (_title, options) => {
  let repository: RenderedRepository;
  beforeAll(() => {
    repository = renderRepository(options);
  });
  afterAll(() => repository.remove());

  it('keep the house rules', () => {
    expect(workflowsOf(repository).sort()).toEqual(
      [
        'ci.yml',
        'codeql.yml',
        'release.yml',
        'reusable-build.yml',
        'reusable-deploy.yml',
        'reusable-verify.yml',
      ].map(name => `${WORKFLOWS}/${name}`),
    );
    expect(
      workflowsOf(repository).flatMap(path =>
        findWorkflowProblems(path, repository.files[path].text),
      ),
    ).toEqual([]);
  });

  it('hold expressions of GitHub and none of the template', () => {
    for (const path of workflowsOf(repository)) {
      const { text } = repository.files[path];
      expect(text).not.toMatch(/\{%|%\}|values\./);
      expect(text).not.toMatch(/\n\n\n/);
    }
    expect(repository.files[`${WORKFLOWS}/ci.yml`].text).toContain(
      '${{ github.ref }}',
    );
  });

  it('name the service, its image and the GitOps repository', () => {
    const build = repository.files[`${WORKFLOWS}/reusable-build.yml`].text;
    expect(parse(build).jobs.build.env.IMAGE).toMatch(
      new RegExp(`/notes/${NAME}$`),
    );
    const deploy = repository.files[`${WORKFLOWS}/reusable-deploy.yml`].text;
    expect(deploy).toContain('owner: platform\n');
    expect(deploy).toContain('repositories: gitops\n');
    expect(deploy).toContain('repository: platform/gitops\n');
  });

  it('carry only what was chosen', () => {
    const all = workflowsOf(repository)
      .map(path => repository.files[path].text)
      .join('\n');
    expect(/aws-actions/.test(all)).toBe(options.registry === 'ecr');
    expect(/packages: write/.test(all)).toBe(options.registry === 'ghcr');
    expect(/REGISTRY_USER/.test(all)).toBe(options.registry === 'dockerhub');
    expect(/SONAR_TOKEN/.test(all)).toBe(options.sonar !== 'none');
    expect(/SONAR_HOST_URL/.test(all)).toBe(options.sonar === 'sonarqube');
    expect(/redis/i.test(all)).toBe(options.hasCache);
    expect(/setup-python/.test(all)).toBe(options.language === 'python');
    expect(/npm test/.test(all)).toBe(options.language === 'node');
    expect('sonar-project.properties' in repository.files).toBe(
      options.sonar !== 'none',
    );
  });

  describeWith(['actionlint', 'shellcheck'], 'for actionlint', () => {
    it('are right, their scripts included', () => {
      expect(
        runTool('actionlint', ['-no-color'], { cwd: repository.folder }),
      ).toEqual({ status: 0, output: '' });
    });
  });

  describeWith(['zizmor'], 'for zizmor', () => {
    it('have no weakness, also in the eyes of a pedant', () => {
      const { status, output } = runTool(
        'zizmor',
        ['--offline', '--no-progress', '--persona=pedantic', '.'],
        { cwd: repository.folder },
      );
      expect(output).toMatch(/No findings to report/);
      expect(output).not.toMatch(/WARN|failed to parse/i);
      expect(status).toBe(0);
    });
  });

  describeWith(['check-jsonschema'], 'for the published schemas', () => {
    it('are valid, as is the configuration of Renovate', () => {
      for (const [schema, files] of [
        ['vendor.github-workflows', workflowsOf(repository)],
        ['vendor.renovate', ['renovate.json']],
      ] as const) {
        expect(
          runTool('check-jsonschema', ['--builtin-schema', schema, ...files], {
            cwd: repository.folder,
          }),
        ).toMatchObject({ status: 0 });
      }
    });
  });
});

/** A mistake that a person could make, and who must notice it. */
const MISTAKES: {
  mistake: string;
  file: string;
  change: (text: string) => string;
  house?: RegExp;
  zizmor?: RegExp;
  actionlint?: RegExp;
}[] = [
  {
    mistake: 'an action by its tag',
    file: 'ci.yml',
    change: text => text.replace(/(actions\/checkout)@[\da-f]{40}/, '$1@v7'),
    house: /no full commit/,
    zizmor: /unpinned-uses/,
  },
  {
    mistake: 'all permissions',
    file: 'ci.yml',
    change: text => text.replace('permissions: {}', 'permissions: write-all'),
    house: /not \{\}/,
    zizmor: /excessive-permissions/,
  },
  {
    mistake: "somebody's title in a script",
    file: 'ci.yml',
    change: text =>
      text.replace(
        'run: npm ci --ignore-scripts --prefix .github/commitlint',
        'run: echo "${{ github.event.pull_request.title }}"',
      ),
    house: /expression into a script/,
    zizmor: /template-injection/,
    actionlint: /potentially untrusted/,
  },
  {
    mistake: 'a job without a timeout',
    file: 'reusable-build.yml',
    change: text => text.replace(/ {4}timeout-minutes: \d+\n/, ''),
    house: /no timeout-minutes/,
  },
  {
    mistake: 'credentials that stay',
    file: 'reusable-deploy.yml',
    change: text =>
      text.replace(/persist-credentials: false/, 'fetch-tags: false'),
    house: /leaves the credentials/,
    zizmor: /artipacked/,
  },
  {
    mistake: 'a cache in a release',
    file: 'reusable-build.yml',
    change: text =>
      text.replace(
        '          push: true',
        '          push: true\n          cache-from: type=gha',
      ),
    house: /restores a cache/,
  },
  {
    mistake: 'every secret for a called workflow',
    file: 'release.yml',
    change: text =>
      text.replace(/secrets:\n( {6}\w+: .*\n)+/, 'secrets: inherit\n'),
    zizmor: /secrets-inherit/,
  },
  {
    mistake: 'the output of a step that is not there',
    file: 'reusable-build.yml',
    change: text =>
      text.replace('steps.push.outputs.digest', 'steps.pushed.outputs.digest'),
    actionlint: /property "pushed" is not defined/,
  },
];

function plant({ file, change }: (typeof MISTAKES)[number]) {
  const repository = renderRepository({ registry: 'ghcr' });
  const path = `${WORKFLOWS}/${file}`;
  const changed = change(repository.files[path].text);
  if (changed === repository.files[path].text)
    throw new Error(`nothing to change in ${file}`);
  writeFileSync(join(repository.folder, path), changed);
  return { repository, changed };
}

const mistakesFor = (finder: 'house' | 'zizmor' | 'actionlint') =>
  MISTAKES.flatMap(one => (one[finder] ? [{ ...one, says: one[finder] }] : []));

describe('a mistake in a workflow', () => {
  it.each(mistakesFor('house'))(
    'breaks a house rule: $mistake',
    ({ says, ...one }) => {
      const { repository, changed } = plant(one);
      repository.remove();
      expect(findWorkflowProblems(one.file, changed).join('\n')).toMatch(says);
    },
  );

  describeWith(['zizmor'], 'for zizmor', () => {
    it.each(mistakesFor('zizmor'))('is $mistake', ({ says, ...one }) => {
      const { repository } = plant(one);
      const { status, output } = runTool(
        'zizmor',
        ['--offline', '--no-progress', '--persona=pedantic', '.'],
        { cwd: repository.folder },
      );
      repository.remove();
      expect(output).toMatch(says);
      expect(status).not.toBe(0);
    });
  });

  describeWith(['actionlint'], 'for actionlint', () => {
    it.each(mistakesFor('actionlint'))('is $mistake', ({ says, ...one }) => {
      const { repository } = plant(one);
      const { status, output } = runTool('actionlint', ['-no-color'], {
        cwd: repository.folder,
      });
      repository.remove();
      expect(output).toMatch(says);
      expect(status).toBe(1);
    });
  });
});
