import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { openEventBus } from './openEventBus.ts';
import { busSettings } from './settings.ts';
import { testParts } from './testing/testParts.ts';

/** Opens a bus and answers what it threw, and what it logged meanwhile. */
async function failureOf(environment: Record<string, string>) {
  const logged: string[] = [];
  const log = (_fields: object, message: string) => logged.push(message);
  const opening = openEventBus({
    ...testParts(),
    config: z.object(busSettings).parse(environment),
    service: 'test',
    logger: { debug: log, info: log, warn: log, error: log },
    readiness: { add: () => undefined },
  });
  const error = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, logged };
}

describe('opening a bus', () => {
  for (const { library, environment } of [
    { library: 'kafkajs', environment: { KAFKA_BROKERS: '127.0.0.1:1' } },
    {
      library: 'pg-boss',
      environment: { BUS_DATABASE_URL: 'postgres://127.0.0.1:1/bus' },
    },
  ]) {
    it(`fails at once when ${library} cannot be loaded, and waits for no bus`, async () => {
      const broken = new Error(`${library} is not installed`);
      const hooks = registerHooks({
        resolve: (specifier, context, next) => {
          if (specifier === library) throw broken;
          return next(specifier, context);
        },
      });
      try {
        assert.deepEqual(await failureOf(environment), {
          error: broken,
          logged: [],
        });
      } finally {
        hooks.deregister();
      }
    });
  }

  it('fails at once when no bus is named', async () => {
    const { error, logged } = await failureOf({});
    assert.match(String(error), /Set KAFKA_BROKERS or BUS_DATABASE_URL/);
    assert.deepEqual(logged, []);
  });
});
