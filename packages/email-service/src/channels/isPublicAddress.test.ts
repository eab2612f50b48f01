import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPublicAddress } from './isPublicAddress.ts';

describe('an address', () => {
  for (const address of [
    '1.1.1.1',
    '8.8.8.8',
    '93.184.215.14',
    '172.32.0.1',
    '2606:4700:4700::1111',
    '2a00:1450:4001::1',
  ]) {
    it(`${address} is on the public internet`, () => {
      assert.equal(isPublicAddress(address), true);
    });
  }
  for (const address of [
    '127.0.0.1',
    '127.255.1.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '198.18.0.1',
    '192.0.2.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    '2001::1',
    '',
    'localhost',
    '127.1',
  ]) {
    it(`${address || '(none)'} is not`, () => {
      assert.equal(isPublicAddress(address), false);
    });
  }
});
