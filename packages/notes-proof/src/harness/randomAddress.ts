import { randomInt } from 'node:crypto';

/** An address that has done nothing wrong yet, for whoever calls a service as the gateway does. */
export function randomAddress(): string {
  return ['10', ...Array.from({ length: 3 }, () => randomInt(1, 255))].join(
    '.',
  );
}
