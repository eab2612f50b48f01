import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findSecret } from './findSecret.ts';
import type { Json } from './Layer.ts';
import { parseSecretReference } from './secretReference.ts';

// Built from parts, so that no scanner takes this file for one with secrets in it.
const RANDOM = ['q8Zt1LwV', 'x0PbR7uK', 'nJ4sYd9H', 'aGmC2eFo'].join('');
const TOKEN = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJhIn0', 'c2lnbmF0dXJl'].join(
  '.',
);

interface Case {
  readonly reason: string;
  readonly key: string;
  readonly value: Json;
  readonly pointer?: string;
}

const refused: readonly Case[] = [
  { reason: 'a password by its key', key: 'db.password', value: 'hunter2' },
  { reason: 'camel case', key: 'mail.smtpPassword', value: 'x' },
  { reason: 'an API key by its key', key: 'maps.api-key', value: 'abc' },
  {
    reason: 'a member of an object',
    key: 'db',
    value: { user: 'a', password: 'b' },
    pointer: '/password',
  },
  {
    reason: 'deep in a list',
    key: 'hosts',
    value: [{ name: 'a' }, { clientSecret: 'b' }],
    pointer: '/1/clientSecret',
  },
  {
    reason: 'a member with a slash',
    key: 'a',
    value: { 'b/c': TOKEN },
    pointer: '/b~1c',
  },
  { reason: 'a token', key: 'greeting', value: `Bearer ${TOKEN}` },
  {
    reason: 'a private key',
    key: 'cert',
    value: `-----BEGIN RSA PRIVATE KEY-----\nMII`,
  },
  { reason: 'a key of AWS', key: 'region', value: `AKIAABCDEFGHIJKLMNOP` },
  {
    reason: 'a token of GitHub',
    key: 'repo',
    value: `ghp_${'a1B2'.repeat(9)}`,
  },
  {
    reason: 'a password in an address',
    key: 'cache.url',
    value: 'redis://user:pw@cache:6379',
  },
  { reason: 'a random text', key: 'salt', value: RANDOM },
  {
    reason: 'something that is nearly a reference',
    key: 'db.password',
    value: 'secret://vault/db',
  },
];

const taken: readonly Case[] = [
  {
    reason: 'a reference',
    key: 'db.password',
    value: 'secret://vault/payments/db#password',
  },
  {
    reason: 'a number that is called so',
    key: 'password.minLength',
    value: '15',
  },
  { reason: 'a limit of tokens', key: 'llm.tokens', value: 4000 },
  {
    reason: 'an address without a password',
    key: 'db.url',
    value: 'postgresql://db:5432/notes',
  },
  {
    reason: 'an address with a port',
    key: 'api.url',
    value: 'https://notes.example:8443/a@b',
  },
  {
    reason: 'an id',
    key: 'tenant',
    value: '3f2b8c1a-7d4e-4f5a-9b6c-0d1e2f3a4b5c',
  },
  {
    reason: 'a digest',
    key: 'image',
    value: `sha256:${'9f86d081884c7d65'.repeat(4)}`,
  },
  {
    reason: 'prose',
    key: 'banner',
    value: 'The lamp turns at dusk, 25 Times every Hour, and rests.',
  },
  { reason: 'an empty text', key: 'db.password', value: '' },
  { reason: 'a switch', key: 'feature.token', value: true },
];

describe('findSecret', () => {
  for (const { key, pointer = '', reason, value } of refused) {
    it(`finds ${reason}`, () => {
      assert.equal(findSecret(key, value)?.pointer, pointer);
    });
  }
  for (const { key, reason, value } of taken) {
    it(`lets ${reason} pass`, () => {
      assert.equal(findSecret(key, value), undefined);
    });
  }
});

describe('a reference to a secret', () => {
  it('names store, path and key', () => {
    assert.deepEqual(parseSecretReference('secret://vault/a/b-c#d.e'), {
      store: 'vault',
      path: ['a', 'b-c'],
      key: 'd.e',
    });
  });

  const wrong = [
    'secret://vault/a',
    'secret://vault#k',
    'secret:///a#k',
    'secret://vault/../a#k',
    'secret://vault/a/..#k',
    'secret://vault/a#../k',
    'secret://vault/a#k ',
    'Secret://vault/a#k',
    'secret://vault//a#k',
  ];
  for (const text of wrong) {
    it(`is not ${text}`, () => {
      assert.equal(parseSecretReference(text), undefined);
    });
  }
});
