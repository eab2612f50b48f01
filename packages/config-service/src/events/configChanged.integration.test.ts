import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '@notes/service-kit/testing';
import { parse } from 'yaml';
import {
  recordConfigEvents,
  type EventRecorder,
} from '../testing/recordConfigEvents.ts';
import { startConfig, type ConfigUnderTest } from '../testing/startConfig.ts';

describe('config.changed', () => {
  let config: ConfigUnderTest;
  let recorder: EventRecorder;
  before(async () => {
    config = await startConfig({ PROTECTED_ENVIRONMENTS: 'prod' });
    recorder = await recordConfigEvents(config.busUrl);
  });
  after(async () => {
    await recorder.close();
    await config.close();
  });

  it('tells which key has changed, where and by whom, never to what', async () => {
    const ann = config.person();
    await ann.put('dev/keys/lamp', 'a very telling value');
    await ann.put('prod/keys/lamp', 'only proposed');
    await ann.put('dev/keys/lamp', 'another value', {
      reason: 'a telling reason',
    });
    await waitFor(() => recorder.seen.length >= 2, 'two events');
    assert.deepEqual(
      recorder.seen.map(({ data, subject, type }) => ({ data, subject, type })),
      [1, 2].map(version => ({
        type: 'config.changed',
        subject: 'dev',
        data: { environment: 'dev', key: 'lamp', version, actorId: ann.id },
      })),
    );
    assert.equal(JSON.stringify(recorder.seen).includes('telling'), false);
  });

  it('is all that asyncapi.yaml says the service sends', () => {
    const file = new URL('../../asyncapi.yaml', import.meta.url);
    const { channels, operations } = parse(readFileSync(file, 'utf8')) as {
      channels: Record<string, { address: string; messages: object }>;
      operations: Record<string, { action: string }>;
    };
    assert.deepEqual(
      Object.values(channels).map(({ address, messages }) => [
        address,
        Object.keys(messages),
      ]),
      [['user-events', ['ConfigChanged']]],
    );
    assert.deepEqual(
      Object.values(operations).map(({ action }) => action),
      ['send'],
    );
  });
});
