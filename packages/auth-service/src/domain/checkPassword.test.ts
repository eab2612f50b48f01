import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkPassword } from './checkPassword.ts';

const CONTEXT = {
  email: 'ada.lovelace@analytical-engine.example',
  name: 'Ada Lovelace',
};
const check = (password: string, least = 15) =>
  checkPassword(password, CONTEXT, least);

describe('a password', () => {
  for (const [password, reason] of [
    ['gentle lamp orbit crayon', 'words that do not belong together'],
    ['Zürich schläft früh, 4711', 'letters, marks and digits of any kind'],
    ['秘密の合言葉は雨の日に変わるのだよ', 'a script without spaces'],
    ['k8#fT!2pQz@9wLm', 'random characters'],
  ] as const) {
    test(`is taken: ${reason}`, () => {
      assert.equal(check(password), undefined);
    });
  }

  for (const [password, expected, reason] of [
    ['', /at least 15/, 'nothing'],
    ['short but odd', /at least 15/, 'thirteen characters'],
    [
      '🙂🙃🙂🙃🙂🙃🙂',
      /at least 15/,
      'seven characters in fourteen UTF-16 units',
    ],
    ['x'.repeat(129), /at most 128/, '129 characters'],
    ['aaaaaaaaaaaaaaaaaaaa', /easy to guess/, 'one character over and over'],
    ['passwordpassword', /easy to guess/, 'a common password twice'],
    [
      'P4$$w0rd!P4$$w0rd!',
      /easy to guess/,
      'a common password in other letters',
    ],
    [
      'Password1234567890',
      /easy to guess/,
      'a common password and a row of digits',
    ],
    ['qwertyuiopasdfgh', /easy to guess/, 'a row of keys'],
    ['zyxwvutsrqponmlkj', /easy to guess/, 'the alphabet backwards'],
    ['1234567890123456', /easy to guess/, 'digits in order'],
    ['AdaLovelace1843!', /easy to guess/, 'the name of the person'],
    [
      'ada.lovelace@analytical-engine',
      /easy to guess/,
      'the address of the person',
    ],
    [
      'correct horse battery staple',
      /easy to guess/,
      'the example that everybody knows',
    ],
  ] as const) {
    test(`is refused: ${reason}`, () => {
      assert.match(check(password) ?? 'taken', expected);
    });
  }

  test('may be as short as the configuration allows', () => {
    assert.match(check('k8#fT!2p', 9) ?? 'taken', /at least 9/);
    assert.equal(check('k8#fT!2p', 8), undefined);
  });

  test('is checked without failing, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), password => {
        const answer = check(password);
        assert.ok(answer === undefined || answer.length > 0);
      }),
    );
  });
});
