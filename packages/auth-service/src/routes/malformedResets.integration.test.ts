import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ResetMails } from '../testing/ResetMails.ts';
import { startAuth } from '../testing/startAuth.ts';

const mails = new ResetMails(await startAuth({ after }));
const NEXT = 'harbour violin saffron tide';
const UNKNOWN = 'A'.repeat(43);

for (const { json, field, reason } of [
  { reason: 'nothing', json: {}, field: '/email' },
  { reason: 'no address', json: { email: 'ada' }, field: '/email' },
  { reason: 'a list', json: { email: ['a@b.example'] }, field: '/email' },
  {
    reason: 'a line break',
    json: { email: 'a@notes.example\r\nBcc: x@notes.example' },
    field: '/email',
  },
  {
    reason: 'a link of their own',
    json: { email: 'a@notes.example', url: 'https://evil.example' },
    field: '/url',
  },
]) {
  test(`a request with ${reason} is refused and names ${field}`, async () => {
    const reply = await mails.post('forgot', json);
    assert.equal(reply.status, 400, reply.text);
    const { errors } = reply.body as { errors: { field: string }[] };
    assert.ok(
      errors.some(one => one.field === field),
      reply.text,
    );
  });
}

for (const { json, field, reason } of [
  { reason: 'no token', json: { password: NEXT }, field: '/token' },
  {
    reason: 'a short token',
    json: { token: 'abc', password: NEXT },
    field: '/token',
  },
  {
    reason: 'a number as token',
    json: { token: 1, password: NEXT },
    field: '/token',
  },
  {
    reason: 'a token with a zero',
    json: { token: `${'A'.repeat(42)}\u0000`, password: NEXT },
    field: '/token',
  },
  { reason: 'no password', json: { token: UNKNOWN }, field: '/password' },
  {
    reason: 'somebody else',
    json: { token: UNKNOWN, password: NEXT, userId: UNKNOWN },
    field: '/userId',
  },
]) {
  test(`a reset with ${reason} is refused and names ${field}`, async () => {
    const reply = await mails.post('reset', json);
    assert.equal(reply.status, 400, reply.text);
    const { errors } = reply.body as { errors: { field: string }[] };
    assert.ok(
      errors.some(one => one.field === field),
      reply.text,
    );
    assert.ok(!reply.text.includes(NEXT));
  });
}
