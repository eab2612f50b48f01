/** Integration layer: the workflow that builds the services, judged by the checkers, and its comparison of commits. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CheckRun, EmittedRepository, findTool } from '@notes/template-kit';
import { ALL_CHECKERS } from '@notes/template-kit/src/checkers';
import { parse } from 'yaml';
import { ROOT } from './root';
import { SERVICES } from './services';

const PATH = '.github/workflows/notes-services.yml';
const TEXT = readFileSync(join(ROOT, PATH), 'utf8');

interface Step {
  id?: string;
  run?: string;
  env?: Record<string, string>;
}
const workflow = parse(TEXT) as { jobs: Record<string, { steps: Step[] }> };
const compare = workflow.jobs.changes.steps.find(({ id }) => id === 'compare')!;

describe.each(['actionlint', 'zizmor', 'workflow-schema', 'workflow-rules'])(
  '%s',
  id => {
    const checker = ALL_CHECKERS.find(one => one.id === id)!;
    const missing = (checker.tools ?? []).filter(name => !findTool(name));
    const judge = missing.length > 0 ? it.skip : it;

    judge(
      `has nothing to say (needs ${checker.tools ?? 'no tool'})`,
      async () => {
        const run = await CheckRun.create();
        const repository = EmittedRepository.fromTexts('root', {
          [PATH]: TEXT,
        });
        expect(await run.check(checker, repository)).toEqual({
          state: 'passed',
        });
        await run.close();
      },
      60_000,
    );
  },
);

it('uses the actions of the golden path, by the same commits', () => {
  const pinned = Object.values(
    parse(
      readFileSync(join(ROOT, 'templates/_shared/actions.yaml'), 'utf8'),
    ) as Record<string, string>,
  );
  const used = [...TEXT.matchAll(/uses: (.+)$/gm)].map(([, one]) => one);
  expect(used.length).toBeGreaterThan(15);
  expect(used.filter(one => !pinned.includes(one))).toEqual([]);
});

it('makes an image of every service', () => {
  const names = SERVICES.map(({ name }) => name);
  expect(compare.env!.IMAGES.split(' ').sort()).toEqual([...names].sort());
});

describe('the comparison of two commits', () => {
  let folder: string;
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args],
      { cwd: folder, encoding: 'utf8' },
    );

  function commit(files: string[]): void {
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${Math.random()}`);
    }
    git('add', '.');
    git('commit', '-q', '-m', 'change');
  }

  function outputs(base: string): Record<string, unknown> {
    const output = join(folder, '..', 'output');
    writeFileSync(output, '');
    const { IMAGES, LIBRARIES } = compare.env!;
    execFileSync(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', compare.run!],
      {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          IMAGES,
          LIBRARIES,
          BASE: base,
          GITHUB_OUTPUT: output,
        },
      },
    );
    const lines = readFileSync(output, 'utf8').trim().split('\n');
    return Object.fromEntries(
      lines.map(line => {
        const [, key, value] = /^(\w+)=(.*)$/.exec(line)!;
        return [key, JSON.parse(value)];
      }),
    );
  }

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'notes-workflow-')), 'checkout');
    mkdirSync(folder);
    git('init', '-q');
    commit(['packages/notes-service/src/a.ts', 'packages/events/src/a.ts']);
  });
  afterEach(() => rmSync(dirname(folder), { recursive: true, force: true }));

  it.each([
    [
      'code of one service',
      ['packages/notes-service/src/a.ts'],
      ['notes-service'],
      ['notes-service'],
      false,
    ],
    [
      'functions, which have no image',
      ['packages/functions/src/a.ts'],
      ['functions'],
      [],
      false,
    ],
    [
      'pages alone',
      ['packages/notes-service/docs/a.md', 'docs/a.svg'],
      [],
      [],
      false,
    ],
    ['another package', ['plugins/x/src/a.ts'], [], [], false],
    [
      'a chart',
      ['packages/auth-service/charts/a.yaml'],
      ['auth-service'],
      ['auth-service'],
      true,
    ],
    ['the template', ['templates/node-service/x.yaml'], [], [], true],
  ])('knows %s', (_what, files, packages, images, manifests) => {
    const base = git('rev-parse', 'HEAD').trim();
    commit(files);
    expect(outputs(base)).toEqual({ packages, images, manifests });
  });

  it.each([
    ['what all services need', 'HEAD~1', ['packages/events/src/a.ts']],
    ['everything without a base', '', ['README.md']],
  ])('knows %s', (_what, base, files) => {
    commit(files);
    const { packages, images } = outputs(base && git('rev-parse', base).trim());
    expect(images).toHaveLength(SERVICES.length);
    expect(packages).toHaveLength(10);
  });
});
