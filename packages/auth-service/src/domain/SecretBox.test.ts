import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { SecretBox } from './SecretBox.ts';

const key = () => randomBytes(32).toString('base64');
const ring = (current: string, keys: Record<string, string>) =>
  JSON.stringify({ current, keys });

describe('a secret box', () => {
  test('opens what it sealed for the same owner, and seals differently each time', () => {
    const box = SecretBox.parse(ring('a', { a: key() }));
    const sealed = box.seal('JBSWY3DP', 'u1');
    assert.equal(box.open(sealed, 'u1'), 'JBSWY3DP');
    assert.ok(!sealed.includes('JBSWY3DP'));
    assert.notEqual(box.seal('JBSWY3DP', 'u1'), sealed);
  });

  test('refuses what belongs to somebody else, was changed, cut short, or sealed with another key', () => {
    const box = SecretBox.parse(ring('a', { a: key() }));
    const sealed = box.seal('JBSWY3DP', 'u1');
    const last = sealed.at(-1) === 'A' ? 'B' : 'A';
    assert.throws(() => box.open(sealed, 'u2'));
    assert.throws(() => box.open(sealed.slice(0, -2) + last + last, 'u1'));
    assert.throws(() => box.open(sealed.slice(0, 12), 'u1'));
    assert.throws(() => box.open('', 'u1'));
    assert.throws(() =>
      SecretBox.parse(ring('a', { a: key() })).open(sealed, 'u1'),
    );
  });

  test('opens what an older key sealed after the keys are rotated', () => {
    const [first, second] = [key(), key()];
    const sealed = SecretBox.parse(ring('a', { a: first })).seal('text', 'u1');
    const rotated = SecretBox.parse(ring('b', { a: first, b: second }));
    assert.equal(rotated.open(sealed, 'u1'), 'text');
    assert.match(rotated.seal('text', 'u1'), /^b\./);
    assert.throws(
      () => SecretBox.parse(ring('b', { b: second })).open(sealed, 'u1'),
      /no key "a"/,
    );
  });

  for (const [text, expected, reason] of [
    ['', /expected \{"current"/, 'nothing'],
    ['{}', /expected \{"current"/, 'an empty object'],
    [
      ring('b', { a: key() }),
      /"b" is not among/,
      'a current key that is not there',
    ],
    [ring('a', { a: 'c2hvcnQ=' }), /5 bytes, expected 32/, 'a short key'],
  ] as const) {
    test(`says what it expects, and not what it got: ${reason}`, () => {
      assert.throws(() => SecretBox.parse(text), expected);
      assert.throws(
        () => SecretBox.parse(text),
        (error: Error) => !error.message.includes('c2hvcnQ'),
      );
    });
  }
});
