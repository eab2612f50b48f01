import { isDeepStrictEqual } from 'node:util';
import type { Change, Layer, Resolved } from './Layer.ts';
import { resolve, type Layers } from './resolve.ts';

export interface RollbackInput {
  /** How the environment is now. */
  readonly now: Layers;
  /** Its own entries at the earlier version, and what they resolved to then. */
  readonly then: { readonly own: Layer; readonly resolved: Resolved };
}

/**
 * The changes of the environment's own layer after which it resolves to what it resolved to at the earlier version.
 *
 * Its own entries become what they were. Where `default` has changed since, that is not enough: what was inherited
 * then is pinned, and what was not there is hidden. `default` itself stays, because others inherit it too.
 */
export function planRollback({ now, then }: RollbackInput): Change[] {
  const keys = new Set([
    ...now.own.keys(),
    ...then.own.keys(),
    ...now.inherited.keys(),
    ...then.resolved.keys(),
  ]);
  return [...keys]
    .sort()
    .map(key => wantedEntry(key, now, then))
    .filter(change => !isAlready(change, now.own));
}

function wantedEntry(
  key: string,
  now: RollbackInput['now'],
  then: RollbackInput['then'],
): Change {
  const own = then.own.get(key);
  if (own?.state === 'set') return { key, state: 'set', value: own.value };

  const wanted = then.resolved.get(key);
  const inherited = resolve({ ...now, own: new Map() }).get(key);
  if (wanted) {
    return isDeepStrictEqual(inherited?.value, wanted.value)
      ? { key, state: 'inherit' }
      : { key, state: 'set', value: wanted.value };
  }
  return own?.state === 'hide' || inherited
    ? { key, state: 'hide' }
    : { key, state: 'inherit' };
}

function isAlready(change: Change, own: Layer): boolean {
  const entry = own.get(change.key);
  if (change.state === 'set') {
    return (
      entry?.state === 'set' && isDeepStrictEqual(entry.value, change.value)
    );
  }
  return (entry?.state ?? 'inherit') === change.state;
}
