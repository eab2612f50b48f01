import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRecoveryCodes, recoveryCodeDigest } from './recoveryCodes.ts';

test('ten recovery codes of 80 bits differ, and are the same typed with or without dashes and capitals', () => {
  const codes = createRecoveryCodes();
  assert.equal(new Set(codes).size, 10);
  for (const code of codes) {
    assert.match(code, /^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/);
    const typed = code.toLowerCase().replaceAll('-', '');
    assert.deepEqual(recoveryCodeDigest(typed), recoveryCodeDigest(code));
  }
});
