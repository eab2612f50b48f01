import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  startEmail,
  type Person,
  type TestEmail,
} from '../testing/startEmail.ts';

describe('deliveries', () => {
  let email: TestEmail;
  before(async () => {
    email = await startEmail();
  });
  after(() => email.close());

  it('list deliveries page by page, of the caller alone', async () => {
    const [ann, bob] = [await email.person(), await email.person()];
    for (let count = 0; count < 3; count += 1) await email.request(ann);
    await email.mailsTo(ann, 3);
    const list = async (person: Person, query: string) =>
      email.service.request(`/api/email/deliveries${query}`, {
        as: email.as(person),
      });
    const first = (await list(ann, '?limit=2')).body as {
      items: { id: string }[];
      nextCursor: string;
    };
    const second = (await list(ann, `?limit=2&cursor=${first.nextCursor}`))
      .body as { items: { id: string }[] };
    assert.deepEqual(
      [first.items.length, second.items.length, 'nextCursor' in second],
      [2, 1, false],
    );
    assert.equal(
      new Set([...first.items, ...second.items].map(({ id }) => id)).size,
      3,
    );
    assert.deepEqual((await list(bob, '')).body, { items: [] });
    for (const query of ['?limit=0', '?cursor=x', '?state=lost'])
      assert.equal((await list(ann, query)).status, 400, query);
  });
});
