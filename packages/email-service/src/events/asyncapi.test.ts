import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { systemClock } from '@notes/service-kit';
import { parse } from 'yaml';
import { requestHandlers, userHandlers } from './startConsumers.ts';

interface Document {
  readonly channels: Record<
    string,
    { address: string; messages: Record<string, { $ref: string }> }
  >;
  readonly operations: Record<
    string,
    { action: string; messages: { $ref: string }[] }
  >;
  readonly components?: { messages: Record<string, { name: string }> };
}

function read(path: string): Document {
  return parse(
    readFileSync(new URL(path, import.meta.url), 'utf8'),
  ) as Document;
}

function documented(action: string): string[] {
  const { channels, operations } = read('../../asyncapi.yaml');
  const contract =
    read('../../../events/asyncapi.yaml').components?.messages ?? {};
  return Object.values(operations)
    .filter(one => one.action === action)
    .flatMap(({ messages }) => messages)
    .map(({ $ref }) => {
      const [, , channel = '', , message = ''] = $ref.split('/');
      const target =
        channels[channel]?.messages[message]?.$ref.split('/').at(-1) ?? '';
      return `${channels[channel]?.address ?? ''} ${contract[target]?.name ?? $ref}`;
    })
    .sort();
}

describe('asyncapi.yaml', () => {
  it('names exactly what the service listens to and what it sends', () => {
    const handled = [
      ...Object.keys(userHandlers).map(type => `user-events ${type}`),
      ...Object.keys(requestHandlers(systemClock)).map(
        type => `email-queue ${type}`,
      ),
    ];
    assert.deepEqual(handled.sort(), documented('receive'));
    // The one place that makes events.
    const source = readFileSync(
      new URL('noteMailed.ts', import.meta.url),
      'utf8',
    );
    const sent = [...source.matchAll(/type: '([a-z.-]+)'/g)].map(
      ([, type = '']) => `notes-events ${type}`,
    );
    assert.deepEqual(sent, documented('send'));
  });
});
