import type { RenderedFile } from '@notes/plugin-golden-path-node';
import { CheckedTrees, type CheckedTree } from './CheckedTrees';

const file = (path: string, text: string): RenderedFile => ({
  ...{ path, content: Buffer.from(text), executable: false, symlink: false },
});
const lock = (text: string) => file('.backstage/template.lock.yaml', text);
const files = [file('a', '1'), lock('task: 1')];

const complete: CheckedTree = {
  environments: [
    {
      ...{ name: 'dev', namespace: undefined },
      manifests: { state: 'available', data: [] },
    },
  ],
  policy: { verdict: 'pass', checks: [] },
};

describe('CheckedTrees', () => {
  let trees: CheckedTrees;
  let check: jest.Mock<Promise<CheckedTree>>;
  beforeEach(() => {
    trees = new CheckedTrees();
    check = jest.fn(async () => complete);
  });

  it('checks the same tree once, whatever run its lock names', async () => {
    const first = await trees.check(files, { name: 'a' }, check);
    const again = [file('a', '1'), lock('task: 2')];
    expect(await trees.check(again, { name: 'a' }, check)).toBe(first);
    expect(check).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['a file', [file('a', '2'), lock('task: 1')], { name: 'a' }],
    ['an option', files, { name: 'b' }],
  ])('checks again when %s differs', async (_, changed, options) => {
    await trees.check(files, { name: 'a' }, check);
    await trees.check(changed, options, check);
    expect(check).toHaveBeenCalledTimes(2);
  });

  it.each<[string, CheckedTree]>([
    [
      'a tool was missing',
      {
        ...complete,
        environments: [
          {
            ...{ name: 'dev', namespace: undefined },
            manifests: { state: 'unavailable', reason: 'x', fix: undefined },
          },
        ],
      },
    ],
    [
      'a check did not run',
      {
        ...complete,
        policy: {
          verdict: 'incomplete',
          checks: [
            {
              ...{ name: 'x', state: 'not-run', checked: 0, findings: [] },
              ...{ reason: 'x', fix: undefined },
            },
          ],
        },
      },
    ],
  ])('checks again when %s', async (_, incomplete) => {
    check.mockResolvedValueOnce(incomplete);
    expect(await trees.check(files, {}, check)).toBe(incomplete);
    expect(await trees.check(files, {}, check)).toBe(complete);
  });

  it('forgets the oldest tree', async () => {
    for (let index = 0; index <= 10; index += 1) {
      await trees.check([file('a', `${index}`)], {}, check);
    }
    await trees.check([file('a', '10')], {}, check);
    expect(check).toHaveBeenCalledTimes(11);
    await trees.check([file('a', '0')], {}, check);
    expect(check).toHaveBeenCalledTimes(12);
  });
});
