import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Change, Entry, Layer, Resolved } from './Layer.ts';
import { planRollback } from './planRollback.ts';
import { resolve } from './resolve.ts';

const key = fc.constantFrom('a', 'b', 'c', 'd');
const set = fc.constantFrom<Entry[]>(
  { state: 'set', value: 1, version: 1 },
  { state: 'set', value: 2, version: 1 },
  { state: 'set', value: null, version: 1 },
  { state: 'set', value: { x: [1] }, version: 1 },
);
const hide = fc.constant<Entry>({ state: 'hide', version: 1 });
const layerOf = (entry: fc.Arbitrary<Entry>): fc.Arbitrary<Layer> =>
  fc.array(fc.tuple(key, entry)).map(entries => new Map(entries));
const own = layerOf(fc.oneof({ weight: 3, arbitrary: set }, hide));
const inherited = layerOf(set);

function apply(layer: Layer, changes: readonly Change[]): Layer {
  const next = new Map(layer);
  for (const change of changes) {
    const { key: name, state } = change;
    if (state === 'inherit') next.delete(name);
    if (state === 'hide') next.set(name, { state, version: 2 });
    if (state === 'set') {
      next.set(name, { state, value: change.value, version: 2 });
    }
  }
  return next;
}

function valuesOf(resolved: Resolved): Record<string, unknown> {
  return Object.fromEntries(
    [...resolved].map(([name, { value }]) => [name, value]),
  );
}

describe('planRollback', () => {
  it('makes any configuration resolve to what any other one resolved to, and then has nothing left to do', () => {
    fc.assert(
      fc.property(
        own,
        inherited,
        own,
        inherited,
        (ownThen, inheritedThen, ownNow, inheritedNow) => {
          const environment = 'prod';
          const then = {
            own: ownThen,
            resolved: resolve({
              environment,
              own: ownThen,
              inherited: inheritedThen,
            }),
          };
          const now = { environment, own: ownNow, inherited: inheritedNow };
          const changes = planRollback({ now, then });
          const after = { ...now, own: apply(ownNow, changes) };
          assert.deepEqual(valuesOf(resolve(after)), valuesOf(then.resolved));
          assert.deepEqual(planRollback({ now: after, then }), []);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('lets a key inherit again when the inherited value is the one of then', () => {
    const inheritedLayer: Layer = new Map([
      ['a', { state: 'set', value: 1, version: 1 }],
    ]);
    const environment = 'dev';
    const then = {
      own: new Map(),
      resolved: resolve({
        environment,
        own: new Map(),
        inherited: inheritedLayer,
      }),
    };
    const now = {
      environment,
      own: new Map([['a', { state: 'set' as const, value: 2, version: 2 }]]),
      inherited: inheritedLayer,
    };
    assert.deepEqual(planRollback({ now, then }), [
      { key: 'a', state: 'inherit' },
    ]);
  });
});
