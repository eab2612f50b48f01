import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ATTACKS, type Attack } from '../testing/attacks.ts';
import {
  HARMLESS_NOTES,
  HARMLESS_REQUESTS,
  type HarmlessRequest,
} from '../testing/harmless.ts';
import { checkHead } from './checkHead.ts';
import { checkJson } from './checkJson.ts';
import { checkValues } from './checkValues.ts';
import type { Match } from './Match.ts';

/** All that is found in a request, in the order of the gateway. */
function found(request: Attack | HarmlessRequest): Match[] {
  const { headers = {}, json, method = 'GET', url } = request;
  const service = /^\/api\/([a-z]+)/.exec(url)?.[1] ?? 'notes';
  const rawHeaders = Object.entries(headers).flat();
  const head = { method, url, rawHeaders };
  return [
    ...checkHead(head),
    ...checkValues(head, service),
    ...(json === undefined ? [] : checkJson(JSON.stringify(json), service)),
  ];
}

for (const request of HARMLESS_REQUESTS) {
  test(`nothing is found in ${request.reason}`, () => {
    assert.deepEqual(found(request), []);
  });
}

for (const content of HARMLESS_NOTES) {
  test(`a note, its title and its tags may say: ${JSON.stringify(content.slice(0, 40))}`, () => {
    const json = { title: content, content, tags: [content] };
    for (const url of ['/api/notes', '/api/notes/1'])
      assert.deepEqual(found({ reason: '', url, method: 'PUT', json }), []);
  });
}

for (const attack of ATTACKS) {
  const what = JSON.stringify(attack.json ?? attack.headers ?? attack.url);
  test(`${attack.rule} is found in ${attack.method ?? 'GET'} ${what.slice(0, 80)}`, () => {
    const rules = found(attack).map(one => one.rule);
    assert.ok(rules.includes(attack.rule as never), `found ${rules.join()}`);
  });
}

test('what a match says never repeats what was sent', () => {
  for (const attack of ATTACKS) {
    for (const { detail, place } of found(attack)) {
      const value = new URLSearchParams(attack.url.split('?')[1]).get('sort');
      if (value && value.length > 4) {
        assert.ok(!detail.includes(value), detail);
        assert.ok(!place.includes(value), place);
      }
    }
  }
});

/** Computing time of the quickest of some readings, which a busy machine adds little to; never less than a bit. */
function costOf(value: string): number {
  const head = { method: 'GET', url: '/', rawHeaders: ['x-a', value] };
  const costs = Array.from({ length: 5 }, () => {
    const before = process.threadCpuUsage();
    Array.from(checkValues(head, 'notes'));
    const { system, user } = process.threadCpuUsage(before);
    return system + user;
  });
  return Math.max(LEAST_MICROSECONDS, Math.min(...costs));
}

const LEAST_MICROSECONDS = 250;
const [SHORT, LONG] = [1_500, 6_000];
/** Four times the length may cost 64 times as much: a pattern that backtracks far costs millions. */
const MOST_GROWTH = (LONG / SHORT) ** 3;

for (const [start, repeated] of [
  ['', '<'],
  ['<a ', 'a '],
  ['', "' "],
  ['', '(select '],
  ['', '/*'],
  ['', '{{'],
  ['', '&#x3c;'],
  ['', '../'],
  ['', 'select '],
  ['', '%25'],
  ['', '"onaaaaaaaaaaaaaaaa'],
  ['', 'java '],
] as const) {
  test(`reading ${JSON.stringify(start + repeated)} again and again costs no more than its length explains`, () => {
    const ofLength = (length: number) =>
      start + repeated.repeat(length / repeated.length);
    const growth = costOf(ofLength(LONG)) / costOf(ofLength(SHORT));
    assert.ok(growth <= MOST_GROWTH, `${growth} times as much`);
  });
}
