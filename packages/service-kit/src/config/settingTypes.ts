import { z } from 'zod';
import { KeyRing } from '../identity/KeyRing.ts';

/** A TCP port; 0 takes any that is free, as tests do. */
export function port() {
  return z.coerce
    .number({ error: 'expected a port from 0 to 65535' })
    .int()
    .min(0)
    .max(65_535);
}

/** A span of time of at most ten minutes. */
export function milliseconds() {
  return z.coerce
    .number({ error: 'expected milliseconds from 0 to 600000' })
    .int()
    .min(0)
    .max(600_000);
}

export const flag = z
  .enum(['true', 'false'])
  .transform(value => value === 'true');

/** Accepts URLs with the protocol of the examples, and shows the examples when it does not. */
export function urlLike(...examples: string[]) {
  const protocols = examples.map(example => example.split(':')[0]);
  return z.url({
    protocol: new RegExp(`^(${protocols.join('|')})$`),
    error: `expected ${examples.join(' or ')}`,
  });
}

/** Keys that sign and verify: {"current":"k1","keys":{"k1":"<base64 of 32 bytes or more>"}}. */
export const keyRing = z.string().transform((text, context) => {
  try {
    return KeyRing.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
});
