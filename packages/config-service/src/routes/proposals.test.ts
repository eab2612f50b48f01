import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  startConfig,
  valuesOf,
  type ConfigUnderTest,
  type Person,
} from '../testing/startConfig.ts';

interface ProposalBody {
  readonly id: string;
  readonly state: string;
  readonly version?: number;
}

describe('a protected environment', () => {
  let config: ConfigUnderTest;
  let ann: Person;
  let ben: Person;
  before(async () => {
    config = await startConfig({ PROTECTED_ENVIRONMENTS: 'prod' });
    ann = config.person();
    ben = config.person();
  });
  after(() => config.close());

  const decide = (person: Person, id: string, verb = 'approve') =>
    person.request(`proposals/${id}/${verb}`, { method: 'POST' });

  async function propose(place: string, value: unknown): Promise<ProposalBody> {
    const reply = await ann.put(place, value);
    assert.equal(reply.status, 202, reply.text);
    const body = reply.body as ProposalBody;
    assert.equal(
      reply.headers.get('location'),
      `/api/config/proposals/${body.id}`,
    );
    return body;
  }

  it('changes only when a second person says yes, and history names both', async () => {
    const { id } = await propose('prod/keys/page.size', 20);
    assert.deepEqual((await valuesOf(ann, 'prod')).values, {});
    assert.equal((await decide(ann, id)).status, 403);
    const yes = await decide(ben, id);
    assert.equal((yes.body as ProposalBody).state, 'applied', yes.text);
    assert.equal((await valuesOf(ann, 'prod')).values['page.size'], 20);
    const { body } = await ann.request('prod/history');
    const [item] = (
      body as { items: { actorId: string; approverId: string }[] }
    ).items;
    assert.deepEqual([item?.actorId, item?.approverId], [ann.id, ben.id]);
  });

  it('is decided about once', async () => {
    const { id } = await propose('prod/keys/once', 1);
    const answers = await Promise.all([
      decide(ben, id),
      decide(config.person(), id),
      decide(ben, id, 'reject'),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status).sort(),
      [200, 409, 409],
    );
  });

  it('has one proposal however often the same person asks for the same', async () => {
    const first = await propose('prod/keys/again', 'x');
    const second = await propose('prod/keys/again', 'x');
    assert.equal(second.id, first.id);
    const { body } = await ann.request('prod/proposals');
    const open = (body as { items: ProposalBody[] }).items.filter(
      ({ id }) => id === first.id,
    );
    assert.equal(open.length, 1);
  });

  it('does not take an approval of what has changed since', async () => {
    const one = await propose('prod/keys/raced', 'one');
    const two = await propose('prod/keys/raced', 'two');
    assert.equal(
      ((await decide(ben, one.id)).body as ProposalBody).state,
      'applied',
    );
    const late = await decide(ben, two.id);
    assert.equal((late.body as ProposalBody).state, 'stale');
    assert.equal((await valuesOf(ann, 'prod')).values.raced, 'one');
  });

  it('stays as it is when the proposal is rejected, by its author too', async () => {
    const { id } = await propose('prod/keys/rejected', 1);
    const reply = await decide(ann, id, 'reject');
    assert.equal((reply.body as ProposalBody).state, 'rejected');
    assert.equal((await ann.request('prod/keys/rejected')).status, 404);
  });

  it('is not reached through default, except where it has a value of its own', async () => {
    await propose('default/keys/theme', 'dark');
    const own = await propose('prod/keys/banner', 'hello');
    await decide(ben, own.id);
    const reply = await ann.put('default/keys/banner', 'welcome');
    assert.equal(reply.status, 200, reply.text);
    assert.equal((await valuesOf(ann, 'prod')).values.banner, 'hello');
  });

  it('needs a second person for deleting and rolling back too', async () => {
    const { id } = await propose('prod/keys/goner', 1);
    await decide(ben, id);
    const value = await ann.request('prod/keys/goner');
    const headers = { 'if-match': value.headers.get('etag') ?? '' };
    const deletion = await ann.request('prod/keys/goner?reason=old', {
      method: 'DELETE',
      headers,
    });
    assert.equal(deletion.status, 202);
    const now = await ann.request('prod');
    const rollback = await ann.request('prod/rollback', {
      method: 'POST',
      headers: { 'if-match': now.headers.get('etag') ?? '' },
      json: { version: 0, reason: 'all of it' },
    });
    assert.equal(rollback.status, 202);
    assert.equal(
      (
        (await decide(ben, (rollback.body as ProposalBody).id))
          .body as ProposalBody
      ).state,
      'applied',
    );
    assert.deepEqual((await valuesOf(ann, 'prod')).values, {});
    const late = await decide(ben, (deletion.body as ProposalBody).id);
    assert.equal((late.body as ProposalBody).state, 'stale');
  });

  it('lets nobody decide without the permission, and knows no other proposals', async () => {
    const { id } = await propose('prod/keys/guarded', 1);
    assert.equal(
      (await decide(config.person(['config:read']), id)).status,
      403,
    );
    const unknown = '00000000-0000-4000-8000-000000000000';
    assert.equal((await decide(ben, unknown)).status, 404);
    assert.equal((await ben.request(`proposals/${unknown}`)).status, 404);
    assert.equal((await ben.request(`proposals/${id}`)).status, 200);
  });

  it('leaves the others as quick as they were', async () => {
    assert.equal((await ann.put('dev/keys/quick', 1)).status, 200);
  });
});
