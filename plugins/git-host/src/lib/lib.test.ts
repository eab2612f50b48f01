import type { Branch } from '@notes/plugin-git-host-common';
import { readLocation, writeLocation } from './readLocation';
import { readRepositoryId } from './readRepositoryId';

const branches = ['main', 'upgrade/2.0'].map(name => ({ name }) as Branch);

describe('readLocation', () => {
  it.each([
    ['', { ref: undefined, path: '', view: 'folder' }],
    ['file=main/a/b.ts', { ref: 'main', path: 'a/b.ts', view: 'file' }],
    ['folder=upgrade/2.0', { ref: 'upgrade/2.0', path: '', view: 'folder' }],
    [
      'folder=upgrade/2.0/src',
      { ref: 'upgrade/2.0', path: 'src', view: 'folder' },
    ],
    ['file=v1.0/x', { ref: 'v1.0', path: 'x', view: 'file' }],
  ])('reads "%s"', (query, expected) => {
    const location = readLocation(new URLSearchParams(query), branches);
    expect(location).toEqual(expected);
  });

  it('reads what was written', () => {
    const location = {
      ref: 'upgrade/2.0',
      path: 'a b/&c',
      view: 'file' as const,
    };
    const query = new URLSearchParams(writeLocation(location));
    expect(readLocation(query, branches)).toEqual(location);
  });
});

describe('readRepositoryId', () => {
  it.each([
    ['notes/billing', { owner: 'notes', name: 'billing' }],
    ['notes', undefined],
    ['notes/a/b', undefined],
    ['../x/y', undefined],
    ['', undefined],
  ])('reads "%s"', (value, expected) => {
    const annotations = { 'notes.dev/repository': value };
    const entity = {
      apiVersion: 'x',
      kind: 'X',
      metadata: { name: 'x', annotations },
    };
    expect(readRepositoryId(entity)).toEqual(expected);
  });
});
