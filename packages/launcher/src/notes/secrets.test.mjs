import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import { temporaryDirectory } from '../../test/helpers.mjs';
import { notesPaths } from './notesPaths.mjs';
import { prepareSecrets } from './prepareSecrets.mjs';
import { scramVerifier } from './scramVerifier.mjs';
import { ensureSecretFile, randomKeyRing } from './secretFiles.mjs';

const modeOf = file => fs.statSync(file).mode & 0o777;

describe('the secrets of npm run notes', () => {
  it('are made once, for their owner alone', t => {
    const places = notesPaths({ data: temporaryDirectory(t) });
    const first = prepareSecrets({ places, rings: ['JWT_KEYS', 'JWT_KEYS'] });
    const ring = fs.readFileSync(places.keyRing('JWT_KEYS'), 'utf8');
    const second = prepareSecrets({ places, rings: ['JWT_KEYS'] });
    assert.equal(fs.readFileSync(places.keyRing('JWT_KEYS'), 'utf8'), ring);
    assert.equal(second.passwordOf('auth'), first.passwordOf('auth'));
    assert.notEqual(first.passwordOf('auth'), first.passwordOf('notes'));
    assert.equal(modeOf(places.secrets), 0o700);
    for (const name of fs.readdirSync(places.secrets)) {
      assert.equal(modeOf(path.join(places.secrets, name)), 0o600, name);
    }
  });

  it('are made again when a file is empty, and closed when it was open', t => {
    const file = path.join(temporaryDirectory(t), 'secrets', 'one');
    assert.equal(
      ensureSecretFile(file, () => 'a'),
      'a',
    );
    fs.chmodSync(file, 0o644);
    assert.equal(
      ensureSecretFile(file, () => 'b'),
      'a',
    );
    assert.equal(modeOf(file), 0o600);
    fs.writeFileSync(file, '\n');
    assert.equal(
      ensureSecretFile(file, () => 'c'),
      'c',
    );
  });

  it('have rings with one key of 32 bytes that is the current one', () => {
    const { current, keys } = JSON.parse(randomKeyRing());
    assert.deepEqual(Object.keys(keys), [current]);
    assert.equal(Buffer.from(keys[current], 'base64').length, 32);
  });

  it('reach PostgreSQL as the verifier of RFC 7677, whose example it reproduces', () => {
    const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
    const [, , keys] = scramVerifier('pencil', salt).split('$');
    const [stored, server] = keys
      .split(':')
      .map(text => Buffer.from(text, 'base64'));
    const message =
      'n=user,r=rOprNGfwEbeRWgbNEkqO,' +
      'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,' +
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
    const sign = key =>
      crypto.createHmac('sha256', key).update(message).digest();
    assert.equal(
      sign(server).toString('base64'),
      '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
    );
    const proof = Buffer.from(
      'dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
      'base64',
    );
    const clientKey = sign(stored).map((byte, index) => byte ^ proof[index]);
    const hash = crypto.createHash('sha256').update(clientKey).digest();
    assert.deepEqual(hash, stored);
  });
});
