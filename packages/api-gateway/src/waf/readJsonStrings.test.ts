import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readJsonStrings } from './readJsonStrings.ts';

/** Every string and key of a value, with the keys on the way. */
function stringsOf(value: unknown, path: string[] = []): string[] {
  if (typeof value === 'string') return [JSON.stringify([path, value])];
  if (Array.isArray(value)) return value.flatMap(one => stringsOf(one, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    JSON.stringify([path, key]),
    ...stringsOf(child, [...path, key]),
  ]);
}

function read(text: string): string[] {
  return [...readJsonStrings(text)].map(one =>
    JSON.stringify([one.path, one.value]),
  );
}

test('it reads what JSON.parse reads, with the way to it', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), text => {
      assert.deepEqual(read(text), stringsOf(JSON.parse(text)));
    }),
    { numRuns: 1_000 },
  );
});

test('of a text that is cut off it reads the strings before the cut', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.nat(), (text, number) => {
      const cut = number % (text.length + 1);
      const whole = read(text);
      const some = read(text.slice(0, cut));
      assert.ok(some.length <= whole.length);
      // Only the last one may be incomplete.
      assert.deepEqual(
        some.slice(0, -1),
        whole.slice(0, some.length - 1 < 0 ? 0 : some.length - 1),
      );
    }),
    { numRuns: 1_000 },
  );
});

test('it reads any text without failing', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      assert.ok(read(text).length >= 0);
      assert.ok(read(`{"a":[${text}`).length >= 1);
    }),
  );
});

test('a string behind escapes is read as it will be', () => {
  assert.deepEqual(
    read('{"a":"\\u003cscript\\u003e"}').at(-1),
    '[["a"],"<script>"]',
  );
  assert.deepEqual(read('{"a":"x\\'), ['[[],"a"]', '[["a"],"x"]']);
});
