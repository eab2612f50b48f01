import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressKey } from './addressKey.ts';

for (const [ip, key, reason] of [
  ['192.0.2.7', '192.0.2.7', 'an IPv4 address'],
  ['::ffff:192.0.2.7', '192.0.2.7', 'an IPv4 address in IPv6 clothing'],
  [
    '2001:db8:1:2:3:4:5:6',
    '2001:db8:1:2::/64',
    'the network of an IPv6 address',
  ],
  [
    '2001:0DB8:0001:0002::9',
    '2001:db8:1:2::/64',
    'the same network, written in another way',
  ],
  ['2001:db8::1', '2001:db8:0:0::/64', 'a network with zeros'],
  ['::1', '0:0:0:0::/64', 'the loopback network'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64', 'an address with a zone'],
  ['', '', 'an address that is not known'],
] as const) {
  test(`counts ${reason}`, () => {
    assert.equal(addressKey(ip), key);
  });
}
