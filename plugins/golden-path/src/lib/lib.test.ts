/** Unit layer. */
import { listFieldExtensions } from '../wizard/listFieldExtensions';
import { createFile } from '../__testUtils__/createPlan';
import {
  buildFileTree,
  firstFile,
  foldersOf,
  listFolders,
} from './buildFileTree';
import { pivotCost } from './pivotCost';

describe('buildFileTree', () => {
  const files = ['b.txt', 'src/z.ts', 'src/a/b/c.ts', 'a/x'].map(path =>
    createFile(path),
  );

  it('puts folders before files, each by name', () => {
    const tree = buildFileTree(files);
    expect(tree.map(({ name }) => name)).toEqual(['a', 'src', 'b.txt']);
    expect(listFolders(tree)).toEqual(['a', 'src', 'src/a', 'src/a/b']);
  });

  it('knows the way to a file, and the file to begin with', () => {
    expect(foldersOf('src/a/b/c.ts')).toEqual(['src', 'src/a', 'src/a/b']);
    expect(foldersOf('b.txt')).toEqual([]);
    expect(firstFile(files)).toBe('b.txt');
    expect(firstFile([...files, createFile('ReadMe.md')])).toBe('ReadMe.md');
    expect(firstFile([])).toBeUndefined();
  });
});

describe('pivotCost', () => {
  it('makes a row of what is paid for in several environments', () => {
    const item = { claim: 'a', description: 'Disk' };
    expect(
      pivotCost([
        { ...item, environment: 'dev', monthly: 1 },
        { ...item, environment: 'prod', monthly: 2 },
        { ...item, description: 'Server', environment: 'dev', monthly: 3 },
      ]),
    ).toEqual([
      { ...item, amounts: { dev: 1, prod: 2 }, sum: 3 },
      { ...item, description: 'Server', amounts: { dev: 3 }, sum: 3 },
    ]);
  });
});

describe('listFieldExtensions', () => {
  it('refuses a field of a kind that it does not know', () => {
    const field = { version: 'v2', name: 'X' };
    expect(() => listFieldExtensions([field as never])).toThrow(
      'A form field has the version "v2", expected "v1"',
    );
  });

  it('adds the field for secrets to those of plugins', () => {
    const field = { version: 'v1', name: 'X', component: () => null };
    expect(
      listFieldExtensions([field as never]).map(({ name }) => name),
    ).toEqual(['X', 'Secret']);
  });
});
