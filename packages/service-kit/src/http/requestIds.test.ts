import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ID, raw, READER, setup } from '../testing/fixture/httpEdge.ts';

describe('request ids', () => {
  for (const { given, reason, kept } of [
    { reason: 'a usual one', given: 'caller-1234', kept: true },
    { reason: 'a UUID', given: ID, kept: true },
    { reason: 'a short one', given: 'abc', kept: false },
    { reason: 'a long one', given: 'a'.repeat(65), kept: false },
    { reason: 'one with quotes', given: 'abcdefgh"}', kept: false },
    { reason: 'one with blanks', given: 'abcd efgh', kept: false },
    {
      reason: 'one with markup',
      given: '<script>alert(1)</script>',
      kept: false,
    },
  ]) {
    test(`${reason} is ${kept ? 'kept' : 'replaced'}`, async t => {
      const service = await setup(t);
      const reply = await service.request('/things', {
        as: READER,
        headers: { 'x-request-id': given },
      });
      const id = reply.headers.get('x-request-id') ?? '';
      if (kept) assert.equal(id, given);
      else assert.match(id, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    });
  }

  test('one that would add a header is refused by the parser of HTTP', async t => {
    const service = await setup(t);
    const answer = await raw(
      service.url,
      'GET /health HTTP/1.1\r\nhost: x\r\nx-request-id: abcdefgh\rset-cookie: a=b\r\nconnection: close\r\n\r\n',
    );
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.doesNotMatch(answer, /set-cookie/i);
  });
});
