import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  waitFor,
  type Reply,
  type TestService,
} from '@notes/service-kit/testing';
import {
  startConfig,
  valuesOf,
  type ConfigUnderTest,
  type Person,
} from '../testing/startConfig.ts';

interface Watched {
  readonly version: number;
  readonly values: Record<string, unknown>;
  readonly changed: string[];
}

/** Who is woken has an answer before it is over, however busy the machine is. */
const WAIT_SECONDS = 20;

describe('watching', () => {
  let config: ConfigUnderTest;
  let ann: Person;
  let other: TestService;
  const as = { subject: 'watcher', permissions: ['config:read'] };
  before(async () => {
    config = await startConfig();
    ann = config.person();
    other = await config.replica();
  });
  after(() => config.close());

  function watch(
    service: Pick<TestService, 'request'>,
    environment: string,
    { after: known, wait = WAIT_SECONDS }: { after: number; wait?: number },
  ): Promise<Reply> {
    const path = `/api/config/${environment}/watch?after=${known}&wait=${wait}`;
    return service.request(path, { as });
  }

  it('answers at every replica as soon as one of them has a new version', async () => {
    const { version } = await valuesOf(ann, 'dev');
    const started = performance.now();
    const waiting = [config, other].map(one =>
      watch(one, 'dev', { after: version }),
    );
    await ann.put('dev/keys/lamp', 'on');
    for (const reply of await Promise.all(waiting)) {
      const { changed, values } = reply.body as Watched;
      assert.deepEqual(changed, ['lamp']);
      assert.equal(values.lamp, 'on');
    }
    assert.ok(
      performance.now() - started < WAIT_SECONDS * 1_000,
      'woken, not late',
    );
  });

  it('misses nothing in between: an old version answers at once with all that has changed since', async () => {
    const { version } = await valuesOf(ann, 'dev');
    await ann.put('dev/keys/one', 1);
    await ann.put('default/keys/two', 2);
    const reply = await watch(other, 'dev', { after: version });
    const body = reply.body as Watched;
    assert.deepEqual(body.changed, ['one', 'two']);
    assert.equal(body.version, (await valuesOf(ann, 'dev')).version);
    const next = await watch(other, 'dev', { after: body.version, wait: 0 });
    assert.equal(next.status, 204);
  });

  it('answers 204 after the time, and is not woken by another environment', async () => {
    const { version } = await valuesOf(ann, 'dev');
    const waiting = watch(config, 'dev', { after: version, wait: 1 });
    await ann.put('staging/keys/elsewhere', 1);
    assert.equal((await waiting).status, 204);
  });

  it('goes on when the connection that listens is cut', async () => {
    const { version } = await valuesOf(ann, 'dev');
    const waiting = watch(config, 'dev', { after: version });
    await config.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN config%'`,
    );
    await ann.put('dev/keys/after-the-cut', true);
    assert.equal((await waiting).status, 200);
  });

  it('refuses what is not a version, an unknown environment and nobody', async () => {
    assert.equal(
      (await config.request('/api/config/dev/watch', { as })).status,
      400,
    );
    assert.equal(
      (await watch(config, 'dev', { after: 0, wait: 26 })).status,
      400,
    );
    assert.equal(
      (await watch(config, 'moon', { after: 0, wait: 0 })).status,
      404,
    );
    assert.equal(
      (await config.request('/api/config/dev/watch?after=0')).status,
      401,
    );
  });

  it('lets go when the service drains, long before the time is over', async () => {
    const third = await config.replica();
    const { version } = await valuesOf(ann, 'dev');
    const waiting = watch(third, 'dev', { after: version });
    const isWatched = async () =>
      // The watcher, and the request that asks.
      (await third.request('/metrics')).text.includes(
        'http_server_active_requests 2',
      );
    await waitFor(isWatched, 'the watcher to be taken', 60_000);
    const started = performance.now();
    const [reply] = await Promise.all([waiting, third.close()]);
    assert.equal(reply.status, 204);
    assert.ok(
      performance.now() - started < WAIT_SECONDS * 1_000,
      'let go early',
    );
  });
});
