import { BlockList, isIP } from 'node:net';

const FORM =
  'expected addresses or networks such as 203.0.113.0/24, with commas';

/** Reads a list of networks; undefined when it names none. */
export function parseCidrs(text: string): BlockList | undefined {
  const parts = text
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '');
  if (parts.length === 0) return undefined;
  const list = new BlockList();
  for (const part of parts) addTo(list, part);
  return list;
}

function addTo(list: BlockList, part: string): void {
  const [address = '', length, ...rest] = part.split('/');
  const version = isIP(address);
  const most = version === 6 ? 128 : 32;
  const bits = length === undefined ? most : Number(length);
  const isLength = length === undefined || /^\d{1,3}$/.test(length);
  if (version === 0 || rest.length > 0 || !isLength || bits > most) {
    throw new Error(FORM);
  }
  list.addSubnet(address, bits, version === 6 ? 'ipv6' : 'ipv4');
}
