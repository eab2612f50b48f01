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

test('the longest hostile values are read in little time', () => {
  const hostile = [
    '<'.repeat(6_000),
    `<a ${'a '.repeat(3_000)}`,
    "' ".repeat(3_000),
    '(select '.repeat(900),
    '/*'.repeat(3_000),
    '{{'.repeat(3_000),
    '&#x3c;'.repeat(1_000),
    '../'.repeat(2_000),
    'select '.repeat(1_000),
    '%25'.repeat(2_000),
    '"onaaaaaaaaaaaaaaaa'.repeat(300),
    'java '.repeat(1_200),
  ];
  for (const value of hostile) {
    const before = process.threadCpuUsage();
    const head = { method: 'GET', url: '/', rawHeaders: ['x-a', value] };
    // The result does not matter here, only that there is one soon.
    assert.ok([...checkValues(head, 'notes')].length >= 0);
    // Computing time, which a busy machine does not add to; patterns that backtrack take minutes.
    const { system, user } = process.threadCpuUsage(before);
    const ms = (user + system) / 1_000;
    assert.ok(ms < 1_000, `${value.slice(0, 10)}…: ${ms} ms of computing`);
  }
});
