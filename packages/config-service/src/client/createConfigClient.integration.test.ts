import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { KeyRing, signIdentity } from '@notes/service-kit';
import { testEnvironment, waitFor } from '@notes/service-kit/testing';
import {
  createConfigClient,
  EnvSecretResolver,
  FileSecretResolver,
  type ConfigClient,
  type ConfigClientOptions,
} from '../index.ts';
import {
  startConfig,
  type ConfigUnderTest,
  type Person,
} from '../testing/startConfig.ts';

/** A door in front of the service that can be shut, as a network does. */
async function openDoor(
  target: string,
): Promise<{ url: string; shut(): void; open(): void; close(): void }> {
  let isOpen = true;
  const server: Server = createServer((request, response) => {
    if (!isOpen) {
      request.socket.destroy();
      return;
    }
    void fetch(target + (request.url ?? ''), {
      headers: {
        'x-notes-identity': String(request.headers['x-notes-identity']),
      },
    }).then(async answer => {
      const type = answer.headers.get('content-type');
      response.writeHead(
        answer.status,
        type === null ? {} : { 'content-type': type },
      );
      response.end(await answer.text());
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    shut: () => {
      isOpen = false;
      server.closeAllConnections();
    },
    open: () => {
      isOpen = true;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

describe('the client of config-service', () => {
  let config: ConfigUnderTest;
  let ann: Person;
  let folder: string;
  const clients: ConfigClient[] = [];
  before(async () => {
    config = await startConfig();
    ann = config.person();
    folder = await mkdtemp(path.join(tmpdir(), 'config-client-'));
    await ann.put('default/keys/page.size', 20);
    await ann.put('dev/keys/banner', 'hello');
    await ann.put('dev/keys/enabled', true);
    await ann.put(
      'dev/keys/db.password',
      'secret://vault/payments/db#password',
    );
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map(client => client.close()));
  });
  after(async () => {
    await config.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function headers() {
    const ring = KeyRing.parse(testEnvironment().IDENTITY_KEYS ?? '');
    const identity = await signIdentity(ring, {
      ...{ subject: 'program', roles: [], permissions: ['config:read'] },
      ...{ requestId: '', audience: 'config-service', now: config.clock.now() },
    });
    return { 'x-notes-identity': identity };
  }

  async function connect(more: Partial<ConfigClientOptions> = {}) {
    const client = await createConfigClient({
      ...{
        baseUrl: config.url,
        environment: 'dev',
        headers,
        pauseMs: 20,
        waitSeconds: 2,
      },
      ...more,
    });
    clients.push(client);
    return client;
  }

  it('reads values by their type and says what is wrong with others', async () => {
    const client = await connect();
    assert.equal(client.number('page.size'), 20);
    assert.equal(client.string('banner'), 'hello');
    assert.equal(client.boolean('enabled'), true);
    assert.equal(client.get('constructor'), undefined);
    assert.throws(() => client.number('banner'), /banner is not a number/);
    assert.throws(() => client.string('none'), /dev has no value for none/);
  });

  it('hears of a change and tells which keys have changed', async () => {
    const client = await connect();
    const heard: string[] = [];
    client.onChange(keys => heard.push(...keys));
    await ann.put('dev/keys/banner', 'changed');
    await waitFor(() => heard.length > 0, 'the change');
    assert.deepEqual(heard, ['banner']);
    assert.equal(client.string('banner'), 'changed');
  });

  it('keeps the last good values while the service is away, and catches up when it is back', async () => {
    const door = await openDoor(config.url);
    const reached: (string | undefined)[] = [];
    const client = await connect({
      baseUrl: door.url,
      onReach: error => reached.push(error?.message),
    });
    door.shut();
    await waitFor(
      () => client.staleSince !== undefined,
      'the client to notice',
    );
    await ann.put('dev/keys/banner', 'meanwhile');
    assert.equal(client.string('banner'), 'changed');
    door.open();
    await waitFor(() => client.string('banner') === 'meanwhile', 'the change');
    assert.equal(client.staleSince, undefined);
    assert.deepEqual(
      reached.map(one => one !== undefined),
      [true, false],
    );
    await client.close();
    door.close();
  });

  it('starts from its file while the service is away, and not without or with that of another environment', async () => {
    const file = path.join(folder, 'dev.json');
    await (await connect({ file })).close();
    const text = await readFile(file, 'utf8');
    assert.match(text, /secret:\/\/vault/);
    const nowhere = { baseUrl: 'http://127.0.0.1:1', file };
    const client = await connect(nowhere);
    assert.equal(client.number('page.size'), 20);
    assert.ok(client.staleSince);
    await assert.rejects(connect({ ...nowhere, environment: 'staging' }));
    await writeFile(file, text.slice(0, 20));
    await assert.rejects(connect(nowhere), /fetch failed/);
  });

  it('is refused with the status when it may not read', async () => {
    const nobody = () => Promise.resolve({});
    await assert.rejects(connect({ headers: nobody }), /answered 401/);
  });

  it('resolves references where the program runs, from variables or from files', async () => {
    const fromEnvironment = await connect({
      secrets: new EnvSecretResolver({
        SECRET_PAYMENTS_DB_PASSWORD: 'from a variable',
      }),
    });
    assert.equal(
      await fromEnvironment.secret('db.password'),
      'from a variable',
    );
    await mkdir(path.join(folder, 'payments/db'), { recursive: true });
    const place = path.join(folder, 'payments/db/password');
    await writeFile(place, 'from a file\n');
    const fromFile = await connect({ secrets: new FileSecretResolver(folder) });
    assert.equal(await fromFile.secret('db.password'), 'from a file');
    await rm(place);
    await assert.rejects(
      fromFile.secret('db.password'),
      /there is no secret at/,
    );
    await assert.rejects(
      (await connect()).secret('db.password'),
      /no resolver was given/,
    );
    await assert.rejects(fromFile.secret('banner'), /not a reference/);
    const empty = await connect({ secrets: new EnvSecretResolver({}) });
    await assert.rejects(
      empty.secret('db.password'),
      /SECRET_PAYMENTS_DB_PASSWORD is not set/,
    );
  });
});
