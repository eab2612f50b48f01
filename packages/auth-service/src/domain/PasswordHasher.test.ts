import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PasswordHasher, type HashParameters } from './PasswordHasher.ts';

const OWASP = { memoryKib: 19_456, passes: 2, parallelism: 1 };
const hasherWith = (parameters: HashParameters) =>
  PasswordHasher.create({ parameters, places: 2, waitingLimit: 10 });

test('hashes are Argon2id with the parameters that OWASP recommends, and salted', async () => {
  const hasher = await hasherWith(OWASP);
  const [one, two] = await hasher.inTurn(({ hash }) =>
    Promise.all([hash('secret'), hash('secret')]),
  );
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(one, two);
  const verdicts = await hasher.inTurn(({ verify }) =>
    Promise.all([
      verify(one, 'secret'),
      verify(one, 'Secret'),
      verify(undefined, 'nobody'),
    ]),
  );
  assert.deepEqual(verdicts, [true, false, false]);
});

test('the same letters from different keyboards are the same password', async () => {
  const hasher = await hasherWith(OWASP);
  const right = await hasher.inTurn(async ({ hash, verify }) =>
    verify(await hash('Z\u00fcrich'), 'Zu\u0308rich'),
  );
  assert.ok(right);
});

test('a hash with other parameters is outdated and still verifies', async () => {
  const old = await hasherWith({ ...OWASP, memoryKib: 12_288, passes: 3 });
  const hashed = await old.inTurn(({ hash }) => hash('secret'));
  const hasher = await hasherWith(OWASP);
  assert.ok(hasher.isOutdated(hashed));
  assert.ok(!old.isOutdated(hashed));
  assert.ok(await hasher.inTurn(({ verify }) => verify(hashed, 'secret')));
});
