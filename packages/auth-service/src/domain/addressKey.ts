import { isIP } from 'node:net';

/**
 * What counts as one sender. Everyone with IPv6 has at least 2^64 addresses, so the network of 64 bits is counted;
 * an IPv4 address in IPv6 clothing is the same sender as without.
 */
export function addressKey(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIP(ip) !== 6) return ip;
  // A URL writes an IPv6 address in its one shortest form; that form is easy to fill up.
  const short = new URL(`http://[${ip.replace(/%.*$/, '')}]`).hostname.slice(
    1,
    -1,
  );
  const [head = '', tail] = short.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from(
    { length: 8 - first.length - last.length },
    () => '0',
  );
  return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}::/64`;
}
