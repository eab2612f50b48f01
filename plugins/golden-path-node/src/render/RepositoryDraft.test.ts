import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LayerFile } from './LayerFile';
import { readRenderedFiles } from './readRenderedFiles';
import { RepositoryDraft } from './RepositoryDraft';

const file = (path: string, more: Partial<LayerFile> = {}): LayerFile => ({
  ...{ path, content: Buffer.from(path), mode: 0o644, kind: 'text' },
  ...more,
});

describe('RepositoryDraft', () => {
  let workspace: string;
  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'draft-'));
  });
  afterEach(() => rm(workspace, { recursive: true, force: true }));

  const draftOf = (...layers: [string, LayerFile[]][]) => {
    const draft = new RepositoryDraft();
    for (const [folder, files] of layers) {
      draft.add(folder, files);
    }
    return draft;
  };
  const read = (path: string) => readFile(join(workspace, path), 'utf8');

  it('writes what it says it holds, a later layer over an earlier one', async () => {
    const draft = draftOf(
      ['.', [file('a'), file('b/c'), file('l', { kind: 'link' })]],
      ['b', [file('c', { content: Buffer.from('later') }), file('run')]],
      ['.', [file('x', { kind: 'copy', mode: 0o755 })]],
    );
    await draft.writeTo(workspace);
    expect(await readRenderedFiles(workspace)).toEqual(draft.files());
    expect(await read('b/c')).toBe('later');
    expect(draft.files().filter(each => each.executable)).toMatchObject([
      { path: 'x' },
    ]);
  });

  it('keeps the mode of the file that a text replaces, and takes that of a copy', async () => {
    const draft = draftOf(
      ['.', [file('text', { mode: 0o755 }), file('copy', { mode: 0o755 })]],
      ['.', [file('text'), file('copy', { kind: 'copy' })]],
    );
    const before = join(workspace, 'copy');
    await writeFile(before, '');
    await chmod(before, 0o755);
    await draft.writeTo(workspace);
    expect(draft.files().map(each => each.executable)).toEqual([false, true]);
    expect((await stat(before)).mode % 0o1000).toBe(0o644);
  });

  it('replaces a link that is in the way, and does not follow it', async () => {
    const outside = join(workspace, 'outside');
    await writeFile(outside, 'kept');
    await symlink('outside', join(workspace, 'a'));
    await symlink('outside', join(workspace, 'l'));
    await draftOf([
      '.',
      [file('a'), file('l', { kind: 'link', content: Buffer.from('a') })],
    ]).writeTo(workspace);
    expect(await read('outside')).toBe('kept');
    expect(await read('a')).toBe('a');
    expect(await readlink(join(workspace, 'l'))).toBe('a');
  });

  it('refuses a folder that leads out of the workspace', async () => {
    await symlink(tmpdir(), join(workspace, 'out'));
    const draft = draftOf(['.', [file('out/a')]]);
    await expect(draft.writeTo(workspace)).rejects.toThrow(/outside/);
  });

  it('says what the system says when a file cannot be written', async () => {
    await mkdir(join(workspace, 'a'));
    await expect(
      draftOf(['.', [file('a')]]).writeTo(workspace),
    ).rejects.toThrow(/EISDIR/);
  });

  it.each([
    ['..', '../a'],
    ['.', 'b/../../a'],
  ])('refuses a file outside the repository (%s, %s)', (folder, path) => {
    expect(() => draftOf([folder, [file(path)]])).toThrow(
      /expected a file inside the repository/,
    );
  });

  it.each([
    ['a', 'a/b'],
    ['a/b', 'a'],
  ])('refuses a file where a folder is needed (%s, %s)', (first, second) => {
    expect(() => draftOf(['.', [file(first)]], ['.', [file(second)]])).toThrow(
      /"a" is a file of one layer and a folder of another/,
    );
  });
});
