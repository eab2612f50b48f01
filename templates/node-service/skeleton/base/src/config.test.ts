{% if values.hasDatabase or values.hasCache %}
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
{% endif %}
import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from './config.ts';

{% if values.hasParts %}
const production = {
  NODE_ENV: 'production',
{% if values.hasDatabase %}
  DATABASE_URL: 'postgresql://app:s3cret@db:5432/app',
{% endif %}
{% if values.hasCache %}
  REDIS_URL: 'rediss://:s3cret@cache:6379',
{% endif %}
{% if values.hasEvents %}
  KAFKA_BROKERS: 'one:9092,two:9092',
{% endif %}
};

{% endif %}
describe('the configuration', () => {
  it('needs nothing in development', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({ NODE_ENV: 'development', HOST: '127.0.0.1', PORT: 3000 });
  });

  it('takes an empty variable as unset', () => {
    expect(loadConfig({ PORT: '' }).PORT).toBe(3000);
  });

  it.each([
    { name: 'PORT', value: '0' },
    { name: 'PORT', value: 'http' },
    { name: 'NODE_ENV', value: 'prod' },
    { name: 'LOG_LEVEL', value: 'loud' },
    { name: 'RATE_LIMIT_PER_MINUTE', value: '-1' },
{% if values.hasEvents %}
    { name: 'KAFKA_BROKERS', value: 'no-port' },
    { name: 'KAFKA_SSL', value: 'yes' },
{% endif %}
  ])('refuses $name=$value and names both', ({ name, value }) => {
    expect(() => loadConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => loadConfig({ [name]: value })).toThrow(`${name}: `);
    expect(() => loadConfig({ [name]: value })).toThrow(`got "${value}"`);
  });

  it('names every wrong variable at once', () => {
    const load = () => loadConfig({ PORT: 'x', LOG_LEVEL: 'y' });
    expect(load).toThrow('PORT');
    expect(load).toThrow('LOG_LEVEL');
  });
{% if values.hasParts %}

  it('accepts a complete production environment', () => {
    expect(loadConfig(production).NODE_ENV).toBe('production');
  });

{% set required = ["DATABASE_URL" if values.hasDatabase, "REDIS_URL" if values.hasCache, "KAFKA_BROKERS" if values.hasEvents] | select %}
  it.each(['${{ required | join("', '") }}'])('requires %s in production', (name) => {
    expect(() => loadConfig({ ...production, [name]: '' })).toThrow(
      `${name}: required when NODE_ENV is production`,
    );
  });
{% endif %}
{% if values.hasDatabase or values.hasCache %}

{% set secrets = ["DATABASE_URL" if values.hasDatabase, "REDIS_URL" if values.hasCache] | select %}
  describe.each(['${{ secrets | join("', '") }}'])('the secret %s', (name) => {
    it('is not repeated in the message when it is wrong', () => {
      const load = () => loadConfig({ [name]: 'https://user:hunter2@host' });
      expect(load).toThrow(`${name}: expected `);
      expect(load).not.toThrow('hunter2');
    });

    it('may come from a mounted file', () => {
      const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'secret');
      const value = production[name as keyof typeof production];
      writeFileSync(file, `${value}\n`);
      expect(loadConfig({ [`${name}_FILE`]: file })).toMatchObject({ [name]: value });
    });

    it('names the file that cannot be read', () => {
      const load = () => loadConfig({ [`${name}_FILE`]: '/nowhere/secret' });
      expect(load).toThrow(`${name}_FILE: cannot read "/nowhere/secret"`);
    });
  });
{% endif %}
});
