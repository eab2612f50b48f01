import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { generateSync } from 'otplib';
import {
  checkTotpCode,
  createTotpSecret,
  otpauthUrl,
  totpCode,
} from './totp.ts';

/** RFC 6238, appendix B: the ASCII text 12345678901234567890, here in base32. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => new Date(seconds * 1_000);

describe('codes of RFC 6238', () => {
  for (const [seconds, eight] of [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ] as const) {
    test(`at ${seconds} s the vector is met, in 8 digits and in the 6 that authenticators show`, () => {
      assert.equal(
        generateSync({ secret: RFC_SECRET, epoch: seconds, digits: 8 }),
        eight,
      );
      assert.equal(totpCode(RFC_SECRET, at(seconds)), eight.slice(2));
      const options = {
        secret: RFC_SECRET,
        code: eight.slice(2),
        now: at(seconds),
        lastStep: 0,
      };
      assert.equal(checkTotpCode(options), Math.floor(seconds / 30));
    });
  }

  for (const { age, taken, reason } of [
    { age: -31, taken: false, reason: 'a code from two steps ahead' },
    { age: -30, taken: true, reason: 'a code from the next step' },
    { age: 0, taken: true, reason: 'a code of this step' },
    { age: 30, taken: true, reason: 'a code from the last step' },
    { age: 60, taken: false, reason: 'a code from two steps back' },
  ]) {
    test(`${taken ? 'takes' : 'refuses'} ${reason}`, () => {
      const made = 1_111_111_110;
      const code = totpCode(RFC_SECRET, at(made));
      const now = at(age === -31 ? made - 31 : made + age);
      const step = checkTotpCode({
        secret: RFC_SECRET,
        code,
        now,
        lastStep: 0,
      });
      assert.equal(step, taken ? made / 30 : undefined);
    });
  }

  test('refuses a code whose step was used, and whatever is no code', () => {
    const now = at(1_111_111_110);
    const code = totpCode(RFC_SECRET, now);
    const step = 1_111_111_110 / 30;
    const check = (text: string, lastStep: number) =>
      checkTotpCode({ secret: RFC_SECRET, code: text, now, lastStep });
    assert.equal(check(code, step - 1), step);
    assert.equal(check(code, step), undefined);
    assert.equal(check(code, step + 1), undefined);
    assert.equal(check(code, step + 1_000_000), undefined);
    for (const text of ['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦', ' 12345']) {
      assert.equal(check(text, 0), undefined, text);
    }
  });

  test('secrets have 160 bits, differ, and fit into the link of authenticators', () => {
    const [one, two] = [createTotpSecret(), createTotpSecret()];
    assert.match(one, /^[A-Z2-7]{32}$/);
    assert.notEqual(one, two);
    const url = new URL(otpauthUrl(one, 'ada@notes.example'));
    assert.equal(url.protocol, 'otpauth:');
    assert.equal(url.searchParams.get('secret'), one);
    assert.equal(url.searchParams.get('issuer'), 'Notes');
  });
});
