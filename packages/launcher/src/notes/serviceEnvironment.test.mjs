import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import { temporaryDirectory } from '../../test/helpers.mjs';
import { resolvePaths } from '../paths.mjs';
import { notesPaths } from './notesPaths.mjs';
import { ringsOf, serviceEnvironment } from './serviceEnvironment.mjs';
import { chooseServices, isInCheckout, SERVICES } from './serviceList.mjs';

const paths = resolvePaths({ data: '/srv/notes' });
const places = notesPaths(paths);

function environmentOf(name, env = {}, rings = []) {
  const service = SERVICES.find(one => one.name === name);
  const options = { paths, places, portBase: 4100, node: '/opt/bin/node' };
  return serviceEnvironment(service, { ...options, rings, env });
}

describe('the services', () => {
  it('are chosen by short or full name, in their own order', () => {
    const names = chooseServices(['notes-service', 'gateway']).map(
      ({ name }) => name,
    );
    assert.deepEqual(names, ['api-gateway', 'notes-service']);
    assert.equal(chooseServices([]).length, 7);
  });

  it('are named when one does not exist', () => {
    assert.throws(() => chooseServices(['auth', 'billing']), {
      exitCode: 2,
      message: /no service "billing".*gateway, auth, notes/,
    });
  });

  it('are missing when their code is not in the checkout', t => {
    const checkout = temporaryDirectory(t);
    const folder = path.join(checkout, 'packages/auth-service/src');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'main.ts'), '');
    const there = SERVICES.filter(one => isInCheckout(one, checkout));
    assert.deepEqual(
      there.map(({ name }) => name),
      ['auth-service'],
    );
  });
});

describe('the environment of a service', () => {
  it('passes on what connects real parts, and nothing that would move the service', () => {
    const own = environmentOf('notes-service', {
      REDIS_URL: 'redis://cache:6379',
      KAFKA_BROKERS: 'kafka:9092',
      S3_BUCKET: 'files',
      PORT: '99',
      HOST: '0.0.0.0',
      npm_config_port: '1',
    });
    assert.equal(own.REDIS_URL, 'redis://cache:6379');
    assert.equal(own.KAFKA_BROKERS, 'kafka:9092');
    assert.equal(own.S3_BUCKET, 'files');
    assert.equal(own.PORT, '4102');
    assert.equal(own.HOST, '127.0.0.1');
    assert.equal(own.TRUST_PROXY_HOPS, '1');
    assert.equal(own.npm_config_port, undefined);
  });

  it('names files of secrets, and holds none', () => {
    const own = environmentOf('auth-service', {}, ['JWT_KEYS']);
    assert.equal(own.DATABASE_URL_FILE, '/srv/notes/secrets/auth-database-url');
    assert.equal(
      own.BUS_DATABASE_URL_FILE,
      '/srv/notes/secrets/bus-database-url',
    );
    assert.equal(own.JWT_KEYS_FILE, '/srv/notes/secrets/jwt-keys.json');
    assert.equal(own.ADMIN_PASSWORD_FILE, '/srv/notes/secrets/admin-password');
    assert.equal(own.DATABASE_URL, undefined);
    assert.equal(own.JWT_KEYS, undefined);
  });

  it('tells the gateway where the services are, unless the caller says it', () => {
    const { DATABASE_URL_FILE, ROUTES, TRUST_PROXY_HOPS } =
      environmentOf('api-gateway');
    assert.equal(TRUST_PROXY_HOPS, '0');
    assert.equal(DATABASE_URL_FILE, undefined);
    assert.deepEqual(JSON.parse(ROUTES).search, {
      upstreams: [{ url: 'http://127.0.0.1:4103' }],
    });
    assert.equal(Object.keys(JSON.parse(ROUTES)).length, 6);
    assert.equal(environmentOf('api-gateway', { ROUTES: '{}' }).ROUTES, '{}');
  });

  it('has a generated ring for each one that development.env has keys for', t => {
    const checkout = temporaryDirectory(t);
    fs.mkdirSync(path.join(checkout, 'packages/auth-service'), {
      recursive: true,
    });
    fs.writeFileSync(
      path.join(checkout, 'packages/auth-service/development.env'),
      '# OLD_KEYS={}\nPORT=1\nJWT_KEYS={"current":"a"}\nTWO_FACTOR_KEYS={}\n',
    );
    assert.deepEqual(ringsOf({ name: 'auth-service' }, checkout), [
      'JWT_KEYS',
      'TWO_FACTOR_KEYS',
    ]);
    assert.deepEqual(ringsOf({ name: 'notes-service' }, checkout), [
      'UPLOAD_KEYS',
    ]);
  });
});
