import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  applyMutation,
  checkMutation,
  CheckRun,
  compareSnapshot,
  EmittedRepository,
  findTool,
  readMutations,
  runTool,
  snapshotOf,
  writeSnapshot,
  type Checker,
} from '.';

/** Finds the word "latest" in the Dockerfile with the grep of the machine. */
const noLatest: Checker = {
  id: 'no-latest',
  artefact: 'image',
  proves: 'images are pinned',
  inputs: /^Dockerfile$/,
  tools: ['grep'],
  async check(_repository, { folder, tool }) {
    const { code, stdout } = await runTool(
      tool('grep'),
      ['-n', 'latest', 'Dockerfile'],
      { cwd: await folder() },
    );
    return code === 0 ? stdout.trim().split('\n') : [];
  },
};

const sound = EmittedRepository.fromTexts('sound', {
  Dockerfile: 'FROM node:24\n',
  'README.md': '# Billing\n',
});
const MUTATION = {
  types: ['service'],
  defect: 'the base image is not pinned',
  combination: {},
  file: '^Dockerfile$',
  find: 'node:24',
  replace: 'node:latest',
  caughtBy: ['no-latest'],
};

describe('a run of checkers', () => {
  let run: CheckRun;
  beforeEach(async () => {
    run = await CheckRun.create();
  });
  afterEach(() => run.close());

  it('passes a sound file and names what is wrong with a broken one', async () => {
    expect(await run.check(noLatest, sound)).toEqual({ state: 'passed' });
    const broken = applyMutation(MUTATION, sound);
    expect(await run.check(noLatest, broken)).toEqual({
      state: 'failed',
      problems: ['1:FROM node:latest'],
    });
  });

  it('looks once at inputs that are the same', async () => {
    const other = sound.withText('README.md', '# Other\n', 'other');
    await run.check(noLatest, sound);
    await run.check(noLatest, other);
    expect(run.looked).toBe(1);
  });

  it('does not run where there is nothing to look at', async () => {
    expect(await run.check(noLatest, sound.without('Dockerfile'))).toEqual({
      state: 'not applicable',
    });
  });

  it('skips a checker whose command is absent, and names the command', async () => {
    const verdict = await run.check(
      { ...noLatest, tools: ['no-such-command'], schemas: ['no-such-api'] },
      sound,
    );
    expect(verdict).toMatchObject({
      state: 'skipped',
      reason: expect.stringMatching(
        /no-such-command, schemas no-such-api not found/,
      ),
    });
  });

  it('counts a checker that breaks as failed', async () => {
    const verdict = await run.check(
      { ...noLatest, check: async () => Promise.reject(new Error('boom')) },
      sound,
    );
    expect(verdict).toEqual({ state: 'failed', problems: ['Error: boom'] });
  });
});

describe('a seeded defect', () => {
  let run: CheckRun;
  beforeEach(async () => {
    run = await CheckRun.create();
  });
  afterEach(() => run.close());
  const check = (mutation: typeof MUTATION, checkers: Checker[]) =>
    checkMutation(mutation, sound, { checkers, run });

  it('is caught by the checker that must find it', async () => {
    expect(await check(MUTATION, [noLatest])).toEqual({
      state: 'caught',
      by: 'no-latest',
    });
  });

  it('is missed when the checker sees nothing', async () => {
    const blind = { ...noLatest, check: async () => [] };
    expect(await check(MUTATION, [blind])).toMatchObject({ state: 'missed' });
  });

  it('is missed when the checker complains of the sound file too', async () => {
    const grumpy = { ...noLatest, check: async () => ['never good enough'] };
    expect(await check(MUTATION, [grumpy])).toMatchObject({
      state: 'missed',
      reason: expect.stringContaining('without the defect too'),
    });
  });

  it.each([
    ['changes nothing', { find: 'node:20' }, 'does not hold'],
    ['fits several files', { file: '.' }, 'fits 2 files'],
    ['names no checker that exists', { caughtBy: ['x'] }, 'no checker "x"'],
  ])('is refused when it %s', async (_, part, message) => {
    await expect(check({ ...MUTATION, ...part }, [noLatest])).rejects.toThrow(
      message,
    );
  });
});

describe('files of a template', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kit-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('keep mutations that name their fields', () => {
    const file = join(folder, 'mutations.yaml');
    expect(readMutations(file)).toEqual([]);
    writeFileSync(file, '- defect: x\n  file: y\n');
    expect(() => readMutations(file)).toThrow(/mutations\.yaml: 0\.caughtBy/);
  });

  it('keep a snapshot that tells new, changed and gone files apart', () => {
    const file = join(folder, 'golden', 'all.txt');
    const ignored = /^$/;
    expect(compareSnapshot(file, snapshotOf(sound, ignored))).toEqual([
      expect.stringContaining('no snapshot yet'),
    ]);
    writeSnapshot(file, snapshotOf(sound, ignored));
    expect(compareSnapshot(file, snapshotOf(sound, ignored))).toEqual([]);
    const changed = EmittedRepository.fromTexts('changed', {
      Dockerfile: 'FROM node:26\n',
      'docs/index.md': '# Docs\n',
    });
    expect(compareSnapshot(file, snapshotOf(changed, ignored))).toEqual([
      'changed: Dockerfile',
      'gone: README.md',
      'new: docs/index.md',
    ]);
  });
});

describe('a command', () => {
  it('is found on PATH, or not at all', () => {
    expect(findTool('grep')).toMatch(/\/grep$/);
    expect(findTool('no-such-command')).toBeUndefined();
  });

  it('is ended when it takes too long', async () => {
    await expect(runTool('sleep', ['5'], { timeoutMs: 50 })).rejects.toThrow(
      /ended by SIGKILL/,
    );
  });
});
