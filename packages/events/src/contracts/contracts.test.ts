import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { PARTITIONS, TOPICS } from '../topology.ts';
import { createEvent, type NewEvent } from './createEvent.ts';
import { asyncApi, listEventContracts } from './document.ts';
import { generateTypes } from './generateTypes.ts';
import { InvalidEvent } from './InvalidEvent.ts';
import { TOPIC_OF_TYPE } from './types.generated.ts';
import { checkIncoming, checkOutgoing } from './validators.ts';

const userId = randomUUID();
const login = {
  type: 'user.login',
  subject: userId,
  source: '/services/auth-service',
  data: {
    userId,
    sessionId: randomUUID(),
    method: 'password',
    twoFactor: true,
  },
} as const satisfies NewEvent<'user.login'>;

describe('the contract of the events', () => {
  it('is what the types are made from', async () => {
    const file = new URL('types.generated.ts', import.meta.url);
    assert.equal(
      readFileSync(file, 'utf8'),
      await generateTypes(),
      'run "yarn workspace @notes/events generate"',
    );
  });

  it('tells the partitions that the code makes', () => {
    const partitions = Object.values(asyncApi.channels).map(channel => [
      channel.address,
      channel.bindings.kafka.partitions,
    ]);
    assert.deepEqual(Object.fromEntries(partitions), PARTITIONS);
  });

  it('has a schema for every type that compiles, and a topic', () => {
    const contracts = listEventContracts();
    assert.equal(contracts.length, Object.keys(TOPIC_OF_TYPE).length);
    for (const { type, topic } of contracts) {
      assert.ok(checkOutgoing({}, type).length > 0, type);
      assert.ok(Object.values<string>(TOPICS).includes(topic), topic);
    }
  });
});

describe('a new event', () => {
  it('is a CloudEvent that says what it follows from', () => {
    const time = new Date('2026-01-02T03:04:05.678Z');
    const first = createEvent({ ...login, time });
    assert.match(first.id, /^[\da-f-]{36}$/);
    assert.deepEqual(
      { ...first, id: '' },
      {
        specversion: '1.0',
        id: '',
        source: '/services/auth-service',
        type: 'user.login',
        subject: userId,
        time: '2026-01-02T03:04:05.678Z',
        datacontenttype: 'application/json',
        data: login.data,
      },
    );
    const second = createEvent({ ...login, cause: first });
    const third = createEvent({ ...login, cause: second });
    assert.equal(third.causationid, second.id);
    assert.equal(third.correlationid, first.id);
  });

  const cases = [
    {
      reason: /data must have required property 'method'/,
      fields: { method: undefined },
    },
    {
      reason: /data.userId must match format "uuid"/,
      fields: { userId: 'me' },
    },
    {
      reason: /additional properties \(password\)/,
      fields: { password: 'hunter2' },
    },
    {
      reason: /data.method must match pattern/,
      fields: { method: 'Pass Word' },
    },
  ];
  for (const { reason, fields } of cases) {
    it(`is refused without its values being told: ${String(reason)}`, () => {
      const data = { ...login.data, ...fields } as typeof login.data;
      assert.throws(
        () => createEvent({ ...login, data }),
        (error: Error) =>
          error instanceof InvalidEvent &&
          reason.test(error.message) &&
          !error.message.includes('hunter2'),
      );
    });
  }

  it('is refused when a broker or a store could not take it', () => {
    const mail = (text: string) => () =>
      createEvent({
        type: 'email.requested',
        subject: userId,
        source: '/tests',
        data: { userId, template: 'welcome', key: 'k', data: { text } },
      });
    assert.throws(mail('a\0b'), /character zero/);
    assert.throws(mail('a'.repeat(1024 * 1024)), /larger than 921600 bytes/);
    assert.throws(
      () => createEvent({ ...login, subject: '' }),
      /subject must NOT have fewer/,
    );
  });

  it('of a changed role is about the role or about a user', () => {
    const base = {
      subject: 'admin',
      source: '/tests',
      type: 'role.changed',
    } as const;
    createEvent({
      ...base,
      data: { role: 'admin', permissions: [], actorId: 'a' },
    });
    createEvent({ ...base, data: { userId, roles: ['user'], actorId: 'a' } });
    assert.deepEqual(checkIncoming({}, 'no.such'), [
      'type "no.such" is not in asyncapi.yaml',
    ]);
  });
});
