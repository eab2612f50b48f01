import type { PublicOperation } from './publicOperations.ts';

/** One plain segment. What is encoded, or could lead elsewhere, never matches. */
const SEGMENT = '(?!\\.{1,2}(?:/|$))[\\w.~-]+';

interface Matcher {
  readonly operation: PublicOperation;
  readonly pattern: RegExp;
}

/** Finds the operation that a request may call without an access token. */
export class PublicPaths {
  readonly #byMethod = new Map<string, Matcher[]>();

  constructor(operations: readonly PublicOperation[]) {
    for (const operation of operations) {
      const source = operation.path.replaceAll(/\{[^}]+\}/g, SEGMENT);
      const pattern = new RegExp(`^${source}$`);
      const known = this.#byMethod.get(operation.method);
      if (known) known.push({ operation, pattern });
      else this.#byMethod.set(operation.method, [{ operation, pattern }]);
    }
  }

  find(method: string, path: string): PublicOperation | undefined {
    return this.#byMethod.get(method)?.find(one => one.pattern.test(path))
      ?.operation;
  }
}
