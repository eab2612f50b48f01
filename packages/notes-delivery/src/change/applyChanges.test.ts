/** Unit layer: how changes are applied, and that one which does not fit any more is refused. */
import { applyChanges } from './applyChanges';
import type { Change } from './Change';

const FILES = new Map([
  ['a.yaml', '# Why.\na: { b: 1, c: [x, "[ y ]"] }\nd/e.f: 2\n'],
  [
    'b.yaml',
    'kind: A\nmetadata: { name: one }\n---\nkind: B\nmetadata: { name: two }\n',
  ],
  ['c.txt', 'one two one'],
]);
const reason = 'a test';

function changed(change: Change, path = change.path): string | undefined {
  return applyChanges(FILES, [change]).get(path);
}

describe('applyChanges', () => {
  it('sets, adds and drops values and keeps comments', () => {
    const values = { 'a.b': 2, 'a.d': ['z'], 'a.c': null };
    expect(changed({ kind: 'edit', path: 'a.yaml', reason, values })).toBe(
      '# Why.\na: { b: 2, d: [z] }\nd/e.f: 2\n',
    );
  });

  it('keeps brackets with spaces inside a text', () => {
    const values = { 'a.b': 2 };
    expect(changed({ kind: 'edit', path: 'a.yaml', reason, values })).toContain(
      '"[ y ]"',
    );
  });

  it('reads a dot after a slash as part of the key', () => {
    const files = new Map([['a.yaml', 'notes.dev/x: 1\n']]);
    const values = { 'notes/.dev/x': 2 };
    const change: Change = { kind: 'edit', path: 'a.yaml', reason, values };
    expect(applyChanges(files, [change]).get('a.yaml')).toBe(
      'notes.dev/x: 2\n',
    );
  });

  it('drops, adds and edits one document of several', () => {
    const path = 'b.yaml';
    const changes: Change[] = [
      {
        kind: 'add document',
        path,
        reason,
        like: 'B/two',
        values: { 'metadata.name': 'three' },
      },
      { kind: 'drop document', path, reason, document: 'A/one' },
      { kind: 'edit', path, reason, document: 'B/two', values: { kind: 'C' } },
    ];
    expect(applyChanges(FILES, changes).get(path)).toBe(
      'kind: C\nmetadata: { name: two }\n---\nkind: B\nmetadata: { name: three }\n',
    );
  });

  it('replaces every occurrence of a text', () => {
    const texts = [['one', '1']] as const;
    expect(changed({ kind: 'replace', path: 'c.txt', reason, texts })).toBe(
      '1 two 1',
    );
  });

  it('derives a file from the render, not from what changed before', () => {
    const changes: Change[] = [
      { kind: 'drop', path: 'a.yaml', reason },
      {
        kind: 'derive',
        path: 'd.yaml',
        from: 'a.yaml',
        reason,
        values: { 'a.b': 3 },
      },
    ];
    const files = applyChanges(FILES, changes);
    expect(files.has('a.yaml')).toBe(false);
    expect(files.get('d.yaml')).toContain('b: 3');
  });

  it.each<[string, Change, RegExp]>([
    [
      'a value that is so already',
      { kind: 'edit', path: 'a.yaml', reason, values: { 'a.b': 1 } },
      /a\.b is already 1/,
    ],
    [
      'a key to drop that is gone',
      { kind: 'edit', path: 'a.yaml', reason, values: { 'a.z': null } },
      /has no a\.z/,
    ],
    [
      'a text that is gone',
      { kind: 'replace', path: 'c.txt', reason, texts: [['three', '3']] },
      /has no text "three"/,
    ],
    [
      'a file that is gone',
      { kind: 'drop', path: 'z', reason },
      /the template does not write it/,
    ],
    [
      'a document that is gone',
      { kind: 'drop document', path: 'b.yaml', reason, document: 'B/x' },
      /has no document B\/x/,
    ],
    [
      'broken YAML',
      { kind: 'edit', path: 'c.txt', reason, values: { a: 1 } },
      /does not fit/,
    ],
  ])('refuses %s', (_what, change, message) => {
    expect(() => applyChanges(FILES, [change])).toThrow(message);
  });
});
