import { Registry } from 'prom-client';
import type { LifecyclePart } from '../parts.ts';

/** What a service hands to the parts of this package, with an end that closes them in the opposite order. */
export function testParts() {
  const opened: (() => Promise<unknown>)[] = [];
  const lifecycle: LifecyclePart = {
    onClose: (_name, close) => opened.push(close),
  };
  return {
    lifecycle,
    metrics: { registry: new Registry() },
    async close() {
      for (const close of opened.splice(0).reverse()) await close();
    },
  };
}
