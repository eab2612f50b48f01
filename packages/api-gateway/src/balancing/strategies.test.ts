import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { IpHash } from './IpHash.ts';
import { LeastConnections } from './LeastConnections.ts';
import { RoundRobin } from './RoundRobin.ts';
import { SmoothWeightedRoundRobin } from './SmoothWeightedRoundRobin.ts';
import type { Candidate, Strategy } from './Strategy.ts';

const weights = fc.array(fc.integer({ min: 1, max: 20 }), {
  minLength: 1,
  maxLength: 8,
});

function candidates(list: readonly number[]): Candidate[] {
  return list.map((weight, index) => ({
    name: `u${index}`,
    weight,
    active: 0,
  }));
}

function picks(
  strategy: Strategy,
  among: readonly Candidate[],
  addresses: readonly string[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const address of addresses) {
    const { name } = strategy.pick(among, address);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

test('round robin gives everyone the same, whatever their number', () => {
  fc.assert(
    fc.property(weights, fc.integer({ min: 1, max: 50 }), (list, rounds) => {
      const among = candidates(list);
      const turns = Array<string>(rounds * among.length).fill('a');
      const counts = picks(new RoundRobin(), among, turns);
      for (const one of among) assert.equal(counts.get(one.name), rounds);
    }),
  );
});

test('smooth weighted round robin gives each exactly its weight in every round', () => {
  fc.assert(
    fc.property(weights, fc.integer({ min: 1, max: 5 }), (list, rounds) => {
      const among = candidates(list);
      const total = list.reduce((sum, one) => sum + one, 0);
      const turns = Array<string>(rounds * total).fill('a');
      const counts = picks(new SmoothWeightedRoundRobin(), among, turns);
      for (const one of among)
        assert.equal(counts.get(one.name), rounds * one.weight);
    }),
  );
});

test('smooth weighted round robin spreads the heavy one out', () => {
  const strategy = new SmoothWeightedRoundRobin();
  const among = candidates([5, 1, 1]);
  const order = Array.from({ length: 7 }, () => strategy.pick(among).name);
  assert.deepEqual(order, ['u0', 'u0', 'u1', 'u0', 'u2', 'u0', 'u0']);
});

test('least connections never chooses one with more open requests for its weight than another', () => {
  const load = fc.record({
    weight: fc.integer({ min: 1, max: 20 }),
    active: fc.integer({ min: 0, max: 100 }),
  });
  fc.assert(
    fc.property(fc.array(load, { minLength: 1, maxLength: 8 }), list => {
      const among = list.map((one, index) => ({ ...one, name: `u${index}` }));
      const chosen = new LeastConnections().pick(among);
      for (const one of among) {
        assert.ok(
          chosen.active / chosen.weight <= one.active / one.weight,
          `${chosen.name} over ${one.name}`,
        );
      }
    }),
  );
});

test('least connections shares evenly among equals', () => {
  const among = candidates([1, 1, 1]);
  const turns = Array<string>(300).fill('a');
  const counts = picks(new LeastConnections(), among, turns);
  assert.deepEqual([...counts.values()], [100, 100, 100]);
});

const ADDRESSES = Array.from(
  { length: 4_000 },
  (_one, index) => `198.51.${index >> 8}.${index & 255}`,
);

test('IP hash gives one address one upstream, and only the addresses of a lost one move', () => {
  fc.assert(
    fc.property(weights, fc.nat(), (list, number) => {
      const among = candidates(list);
      const lost = among[number % among.length];
      const rest = among.filter(one => one !== lost);
      const strategy = new IpHash();
      for (const address of ADDRESSES.slice(0, 50)) {
        const chosen = strategy.pick(among, address);
        assert.equal(new IpHash().pick(among, address), chosen);
        if (chosen !== lost && rest.length > 0)
          assert.equal(strategy.pick(rest, address), chosen);
      }
    }),
  );
});

test('IP hash shares many addresses by weight', () => {
  const counts = picks(new IpHash(), candidates([1, 1, 2]), ADDRESSES);
  const share = (name: string) => (counts.get(name) ?? 0) / ADDRESSES.length;
  assert.ok(Math.abs(share('u0') - 0.25) < 0.04, String(share('u0')));
  assert.ok(Math.abs(share('u1') - 0.25) < 0.04, String(share('u1')));
  assert.ok(Math.abs(share('u2') - 0.5) < 0.04, String(share('u2')));
});
