import { isIP } from 'node:net';
import type { Request } from 'express';

const MAPPED = /^::ffff:(?=\d{1,3}\.)/i;

/** The address of the client, as far as TRUST_PROXY_HOPS lets proxies tell it. */
export function clientAddress(request: Request): string {
  const told = plain(request.ip ?? '');
  // A proxy may write anything into X-Forwarded-For, also a port or a name.
  return isIP(told) === 0 ? plain(request.socket.remoteAddress ?? '') : told;
}

function plain(address: string): string {
  return address.replace(MAPPED, '').replace(/%.*$/, '');
}

/**
 * Who shares a limit: an IPv4 address, or an IPv6 network of 64 bits, because whoever has one has all its addresses.
 */
export function limitKey(address: string): string {
  if (!address.includes(':')) return address;
  // A URL writes IPv6 in one way only; what it leaves out as :: is filled in again.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
