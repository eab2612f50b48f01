import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  startConfig,
  valuesOf,
  type ConfigUnderTest,
  type Person,
} from '../testing/startConfig.ts';

function detailOf(body: unknown): string {
  return (body as { detail: string }).detail;
}

describe('values', () => {
  let config: ConfigUnderTest;
  let ann: Person;
  before(async () => {
    config = await startConfig();
    ann = config.person();
  });
  after(() => config.close());

  it('are inherited from default until an environment has its own, and again when that is deleted', async () => {
    await ann.put('default/keys/page.size', 20);
    const own = await ann.put('dev/keys/page.size', 5);
    assert.equal(own.status, 200);
    assert.equal((await valuesOf(ann, 'staging')).values['page.size'], 20);
    assert.equal((await valuesOf(ann, 'dev')).values['page.size'], 5);
    const gone = await ann.request('dev/keys/page.size?reason=not+needed', {
      method: 'DELETE',
      headers: { 'if-match': own.headers.get('etag') ?? '' },
    });
    assert.equal(gone.status, 204, gone.text);
    const { body } = await ann.request('dev/keys/page.size');
    const { source, value } = body as { source: string; value: unknown };
    assert.deepEqual({ source, value }, { source: 'default', value: 20 });
  });

  it('are told apart by what the caller has seen: 428 without it, 412 when it is old', async () => {
    const place = 'dev/keys/colour';
    const input = { value: 'red', reason: 'first' };
    const without = await ann.request(place, { method: 'PUT', json: input });
    assert.equal(without.status, 428);
    const headers = { 'if-none-match': '*' };
    const first = await ann.request(place, {
      method: 'PUT',
      headers,
      json: input,
    });
    assert.equal(first.status, 200);
    const again = await ann.request(place, {
      method: 'PUT',
      headers,
      json: { ...input, value: 'blue' },
    });
    assert.equal(again.status, 412);
    const seen = first.headers.get('etag') ?? '';
    await ann.put(place, 'green');
    const late = await ann.request(place, {
      method: 'PUT',
      headers: { 'if-match': seen },
      json: { value: 'black', reason: 'late' },
    });
    assert.equal(late.status, 412);
    assert.match(
      detailOf(late.body),
      /Somebody has changed the value of colour/,
    );
    assert.equal((await valuesOf(ann, 'dev')).values.colour, 'green');
  });

  it('make no version when nothing changes', async () => {
    await ann.put('dev/keys/same', [1, { a: null }]);
    const { version } = await valuesOf(ann, 'dev');
    const again = await ann.put('dev/keys/same', [1, { a: null }]);
    assert.equal(again.status, 200);
    assert.equal((await valuesOf(ann, 'dev')).version, version);
  });

  it('are never a secret: the refusal names the place and the form, and nothing keeps the value', async () => {
    const secret = 'correct-horse-battery';
    const reply = await ann.put('dev/keys/smtp', {
      host: 'mail',
      password: secret,
    });
    assert.equal(reply.status, 400);
    assert.match(
      detailOf(reply.body),
      /\/value\/password .*secret:\/\/vault\/path/,
    );
    const reason = await ann.put('dev/keys/host', 'mail', {
      reason: `see postgresql://a:${secret}@db/x`,
    });
    assert.equal(reason.status, 400);
    assert.equal(reply.text.includes(secret), false);
    assert.equal(JSON.stringify(config.logged()).includes(secret), false);
    const reference = await ann.put('dev/keys/smtp', {
      host: 'mail',
      password: 'secret://vault/mail#password',
    });
    assert.equal(reference.status, 200);
  });

  it('keep every character of JSON, and refuse what JSON cannot keep', async () => {
    const value = {
      zero: 'a\u0000b',
      half: '\ud800',
      deep: { 'a/b': ['', 0, false, null] },
    };
    assert.equal((await ann.put('dev/keys/odd-text', value)).status, 200);
    assert.deepEqual((await valuesOf(ann, 'dev')).values['odd-text'], value);
    const deep = JSON.parse(`${'['.repeat(30)}${']'.repeat(30)}`) as unknown;
    assert.equal((await ann.put('dev/keys/deep', deep)).status, 400);
    assert.equal(
      (await ann.put('dev/keys/large', 'x '.repeat(9_000))).status,
      400,
    );
    const endless = await ann.request('dev/keys/endless', {
      method: 'PUT',
      headers: { 'if-none-match': '*', 'content-type': 'application/json' },
      body: '{"value":1e999,"reason":"too large"}',
    });
    assert.equal(endless.status, 400);
  });

  it('answer 304 for what the caller already has', async () => {
    const place = 'dev/keys/known';
    const { headers } = await ann.put(place, true);
    const etag = headers.get('etag') ?? '';
    const known = await ann.request(place, {
      headers: { 'if-none-match': `"v0", W/${etag}` },
    });
    assert.equal(known.status, 304);
    const all = await ann.request('dev');
    const same = await ann.request('dev', {
      headers: { 'if-none-match': all.headers.get('etag') ?? '' },
    });
    assert.equal(same.status, 304);
  });

  it('need an identity and the permission', async () => {
    assert.equal((await config.request('/api/config/dev')).status, 401);
    const reader = config.person(['config:read']);
    assert.equal((await reader.request('dev')).status, 200);
    assert.equal((await reader.put('dev/keys/x', 1)).status, 403);
    const nobody = config.person(['notes:read']);
    assert.equal((await nobody.request('keys')).status, 403);
    const blind = config.person(['config:write']);
    assert.equal((await blind.request('dev')).status, 403);
  });

  const malformed = [
    { path: 'nowhere', status: 404 },
    { path: 'Dev', status: 400 },
    { path: 'dev/keys/none', status: 404 },
    { path: 'dev/keys/.hidden', status: 400 },
    { path: 'dev/keys/a..b', status: 400 },
    { path: 'dev?version=-1', status: 400 },
    { path: 'keys?limit=0', status: 400 },
    { path: 'proposals/1', status: 400 },
  ];
  for (const { path, status } of malformed) {
    it(`answer ${status} to ${path}`, async () => {
      assert.equal((await ann.request(path)).status, status);
    });
  }

  it('of another environment cannot be deleted through one that inherits them', async () => {
    const { headers } = await ann.put('default/keys/shared', 'x');
    const reply = await ann.request('dev/keys/shared?reason=mistake', {
      method: 'DELETE',
      headers: { 'if-match': headers.get('etag') ?? '' },
    });
    assert.equal(reply.status, 404);
    assert.match(detailOf(reply.body), /it inherits the one of default/);
  });

  it('have keys that are listed page by page, each with its environments', async () => {
    const names: string[] = [];
    let after = '';
    for (;;) {
      const { body } = await ann.request(
        `keys?limit=3${after && `&after=${after}`}`,
      );
      const page = body as {
        items: { key: string; environments: string[] }[];
        nextAfter?: string;
      };
      names.push(...page.items.map(({ key }) => key));
      const shown = page.items.find(({ key }) => key === 'page.size');
      if (shown) assert.deepEqual(shown.environments, ['default']);
      if (page.nextAfter === undefined) break;
      after = page.nextAfter;
    }
    assert.deepEqual(names, [...new Set(names)].sort());
    assert.ok(names.includes('page.size') && names.length > 6);
  });
});
