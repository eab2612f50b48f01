{% if values.hasDatabase or values.hasCache %}
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
{% endif %}
import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from './config.ts';

const tokens = {
  JWT_ISSUER: 'https://issuer.example',
  JWT_AUDIENCE: '${{ values.name }}',
  JWT_JWKS_URL: 'https://issuer.example/keys',
};
const production = {
  NODE_ENV: 'production',
  ...tokens,
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

/** What a developer has to say: that nobody has to sign in. */
const load = (environment: Record<string, string> = {}) =>
  loadConfig({ AUTH_DISABLED: 'true', ...environment });

describe('the configuration', () => {
  it('needs nothing else in development', () => {
    expect(load()).toMatchObject({
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: ${{ values.port }},
    });
  });

  it('takes an empty variable as unset', () => {
    expect(load({ PORT: '' }).PORT).toBe(${{ values.port }});
  });

  it.each(Object.keys(tokens))('requires %s wherever tokens are checked', (name) => {
    expect(() => loadConfig({ ...tokens, [name]: '' })).toThrow(
      `${name}: required to check access tokens`,
    );
  });

  it('does not let everyone in where people work with it', () => {
    expect(() => loadConfig({ ...production, AUTH_DISABLED: 'true' })).toThrow(
      'AUTH_DISABLED: must not be true when NODE_ENV is production',
    );
  });

  it('accepts a complete production environment', () => {
    expect(loadConfig(production)).toMatchObject({ NODE_ENV: 'production', ...tokens });
  });

  it.each([
    { name: 'PORT', value: '0' },
    { name: 'PORT', value: 'http' },
    { name: 'NODE_ENV', value: 'prod' },
    { name: 'LOG_LEVEL', value: 'loud' },
    { name: 'AUTH_DISABLED', value: 'yes' },
    { name: 'JWT_JWKS_URL', value: 'file:///etc/keys' },
    { name: 'RATE_LIMIT_PER_MINUTE', value: '-1' },
{% if values.hasEvents %}
    { name: 'KAFKA_BROKERS', value: 'no-port' },
    { name: 'KAFKA_SSL', value: 'yes' },
{% endif %}
  ])('refuses $name=$value and names both', ({ name, value }) => {
    const wrong = () => load({ [name]: value });
    expect(wrong).toThrow(ConfigError);
    expect(wrong).toThrow(`${name}: `);
    expect(wrong).toThrow(`got "${value}"`);
  });

  it('names every wrong variable at once', () => {
    const wrong = () => load({ PORT: 'x', LOG_LEVEL: 'y' });
    expect(wrong).toThrow('PORT');
    expect(wrong).toThrow('LOG_LEVEL');
  });
{% if values.hasParts %}

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
      const wrong = () => load({ [name]: 'https://user:hunter2@host' });
      expect(wrong).toThrow(`${name}: expected `);
      expect(wrong).not.toThrow('hunter2');
    });

    it('may come from a mounted file', () => {
      const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'secret');
      const value = production[name as keyof typeof production];
      writeFileSync(file, `${value}\n`);
      expect(load({ [`${name}_FILE`]: file })).toMatchObject({ [name]: value });
    });

    it('names the file that cannot be read', () => {
      const wrong = () => load({ [`${name}_FILE`]: '/nowhere/secret' });
      expect(wrong).toThrow(`${name}_FILE: cannot read "/nowhere/secret"`);
    });
  });
{% endif %}
});
