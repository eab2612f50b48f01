import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testEnvironment } from '@notes/service-kit/testing';
import { config, protectedOf } from './settings.ts';

const base = testEnvironment({
  DATABASE_URL: 'postgresql://127.0.0.1/config',
  BUS_DATABASE_URL: 'postgresql://127.0.0.1/bus',
});

describe('the settings', () => {
  it('have three environments, of which prod is protected', () => {
    const values = config.load(base);
    assert.deepEqual(values.ENVIRONMENTS, ['dev', 'staging', 'prod']);
    assert.deepEqual(protectedOf(values), ['prod']);
  });

  it('take others, and none that is protected', () => {
    const values = config.load({
      ...base,
      ENVIRONMENTS: 'test, live,test',
      PROTECTED_ENVIRONMENTS: 'none',
    });
    assert.deepEqual(values.ENVIRONMENTS, ['test', 'live']);
    assert.deepEqual(protectedOf(values), []);
  });

  const wrong = [
    {
      ENVIRONMENTS: 'Dev',
      message: /ENVIRONMENTS: expected names such as dev,staging,prod/,
    },
    { ENVIRONMENTS: 'dev,keys', message: /none of default, keys, proposals/ },
    { ENVIRONMENTS: 'dev,default', message: /none of default/ },
    { ENVIRONMENTS: ',', message: /ENVIRONMENTS: expected names/ },
    { PROTECTED_ENVIRONMENTS: 'live', message: /"live" is not one/ },
    {
      BUS_DATABASE_URL: '',
      message: /BUS_DATABASE_URL: required without KAFKA_BROKERS/,
    },
    { DATABASE_URL: '', message: /DATABASE_URL/ },
  ];
  for (const { message, ...settings } of wrong) {
    it(`refuse ${JSON.stringify(settings)}`, () => {
      assert.throws(() => config.load({ ...base, ...settings }), message);
    });
  }
});
