import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestClock } from '@notes/service-kit/testing';
import { RoundRobin } from './RoundRobin.ts';
import { UpstreamHealth, type HealthState } from './UpstreamHealth.ts';
import { UpstreamSet } from './UpstreamSet.ts';

const settings = {
  ...{ failures: 3, errorPercent: 50, volume: 10, failOpen: true },
  ...{ ejectionMs: 1_000, longestEjectionMs: 3_000 },
};

function setup() {
  const clock = new TestClock('2026-01-01T00:00:00Z');
  const changes: HealthState[] = [];
  const onChange = (state: HealthState) => changes.push(state);
  const health = new UpstreamHealth({ settings, clock, onChange });
  return { clock, changes, health };
}

test('failures in a row take an upstream out, and a success between them does not', () => {
  const { health } = setup();
  health.begin()('failure');
  health.begin()('failure');
  health.begin()('success');
  health.begin()('failure');
  health.begin()('failure');
  health.begin()('neutral');
  assert.equal(health.isAvailable, true);
  health.begin()('failure');
  assert.equal(health.state, 'open');
  assert.equal(health.isAvailable, false);
});

test('too large a part of failures takes it out too, once there are enough requests', () => {
  const { health } = setup();
  for (let pair = 0; pair < 4; pair += 1) {
    health.begin()('success');
    health.begin()('failure');
  }
  assert.equal(health.state, 'closed');
  health.begin()('success');
  health.begin()('failure');
  assert.equal(health.state, 'open');
});

test('failures of long ago do not count', () => {
  const { clock, health } = setup();
  for (let pair = 0; pair < 4; pair += 1) {
    health.begin()('failure');
    health.begin()('success');
  }
  clock.advance(11_000);
  health.begin()('success');
  health.begin()('failure');
  assert.equal(health.state, 'closed');
});

test('after a while one request is the trial; while it runs no other is sent', () => {
  const { changes, clock, health } = setup();
  for (let count = 0; count < 3; count += 1) health.begin()('failure');
  clock.advance(999);
  assert.equal(health.isAvailable, false);
  clock.advance(1);
  assert.equal(health.isAvailable, true);
  const end = health.begin();
  assert.equal(health.isAvailable, false);
  end('success');
  assert.equal(health.isAvailable, true);
  assert.deepEqual(changes, ['open', 'half-open', 'closed']);
});

test('each failed trial doubles the time, up to a limit; a success makes it short again', () => {
  const { clock, health } = setup();
  const waits: number[] = [];
  for (let count = 0; count < 3; count += 1) health.begin()('failure');
  for (let trial = 0; trial < 4; trial += 1) {
    const wait = health.trialAt - clock.now().getTime();
    waits.push(wait);
    clock.advance(wait);
    health.begin()('failure');
  }
  assert.deepEqual(waits, [1_000, 2_000, 3_000, 3_000]);
  clock.advance(3_000);
  health.begin()('success');
  for (let count = 0; count < 3; count += 1) health.begin()('failure');
  assert.equal(health.trialAt - clock.now().getTime(), 1_000);
});

test('a trial whose client left decides nothing', () => {
  const { clock, health } = setup();
  for (let count = 0; count < 3; count += 1) health.begin()('failure');
  clock.advance(1_000);
  health.begin()('neutral');
  assert.equal(health.isAvailable, true);
});

test('what was sent before an upstream was taken out says nothing about it', () => {
  const { health } = setup();
  const late = [health.begin(), health.begin()];
  for (let count = 0; count < 3; count += 1) health.begin()('failure');
  for (const end of late) end('success');
  assert.equal(health.state, 'open');
});

function upstreams(count: number) {
  const clock = new TestClock('2026-01-01T00:00:00Z');
  const list = Array.from({ length: count }, (_one, index) => ({
    name: `u${index}`,
    weight: 1,
    active: 0,
    isFull: false,
    health: new UpstreamHealth({ settings, clock }),
  }));
  return { clock, list };
}

function breakOne(one: { health: UpstreamHealth } | undefined): void {
  for (let count = 0; count < 3; count += 1) one?.health.begin()('failure');
}

test('an upstream that is out gets nothing while another is well', () => {
  const { list } = upstreams(3);
  const set = new UpstreamSet({
    upstreams: list,
    strategy: new RoundRobin(),
    failOpen: true,
  });
  breakOne(list[1]);
  const names = new Set(
    Array.from({ length: 20 }, () => set.choose('a')?.name),
  );
  assert.deepEqual([...names].sort(), ['u0', 'u2']);
});

test('with all out, the one that is due first is still used when the route fails open', () => {
  const { clock, list } = upstreams(2);
  const open = { upstreams: list, strategy: new RoundRobin() };
  breakOne(list[1]);
  clock.advance(100);
  breakOne(list[0]);
  assert.equal(
    new UpstreamSet({ ...open, failOpen: true }).choose('a')?.name,
    'u1',
  );
  assert.equal(
    new UpstreamSet({ ...open, failOpen: false }).choose('a'),
    undefined,
  );
});

test('one that is full gets no more, also when it is the last', () => {
  const { list } = upstreams(1);
  const full = list.map(one => ({ ...one, isFull: true }));
  const set = new UpstreamSet({
    upstreams: full,
    strategy: new RoundRobin(),
    failOpen: true,
  });
  assert.equal(set.choose('a'), undefined);
});
