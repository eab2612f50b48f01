import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gsmLength, toGsm } from './gsmText.ts';
import { maskPhoneNumber } from './phoneNumber.ts';
import { codeTextOf, SMS_LENGTH, smsTextOf } from './smsTextOf.ts';

const noteUrl =
  'http://localhost:4000/notes/0b8f6a52-6a3e-4d5e-9b0e-7f1d7c9a1e11';

test('a short title is said with the address', () => {
  assert.equal(
    smsTextOf({ data: { title: 'Milk', noteUrl } }),
    `Saved: Milk ${noteUrl}`,
  );
});

test('a title that is too long ends in three dots, before the whole address', () => {
  const text = smsTextOf({ data: { title: 'x'.repeat(400), noteUrl } });
  assert.equal(gsmLength(text), SMS_LENGTH);
  assert.match(text, /^Saved: x+\.\.\. http:/);
  assert.ok(text.endsWith(noteUrl));
});

test('letters outside of the alphabet lose their accent, or are left out', () => {
  assert.equal(toGsm('Crème – “šťáva”\n£5 😀 日本 ½'), 'Crème - "stava" £5 12');
  assert.match(
    smsTextOf({ data: { title: '日本', noteUrl } }),
    /^Saved: a note http/,
  );
});

test('characters of the second table count twice', () => {
  assert.equal(gsmLength('{€}a'), 7);
});

test('an address that leaves no room is not cut but left out, and the text says where to read', () => {
  const long = `${noteUrl}/${'a'.repeat(100)}`;
  assert.equal(
    smsTextOf({ data: { title: 'Milk', noteUrl: long } }),
    'Saved: Milk (open Notes to read it)',
  );
});

test('whatever the title is, the text is one message of the alphabet', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), title => {
      const text = smsTextOf({ data: { title, noteUrl } });
      return gsmLength(text) <= SMS_LENGTH && toGsm(text) === text;
    }),
  );
});

test('the text of a code is one message of the alphabet', () => {
  const text = codeTextOf('012345', 10);
  assert.ok(gsmLength(text) <= SMS_LENGTH);
  assert.equal(toGsm(text), text);
});

test('of a number the ends alone are shown', () => {
  assert.equal(maskPhoneNumber('+4915123456789'), '+49*********89');
});
