import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRoutes } from './parseRoutes.ts';

test('without settings every service is expected on its own port of this machine', () => {
  assert.deepEqual(
    parseRoutes('{}').map(one => [
      one.name,
      one.audience,
      one.upstreams[0]?.url,
    ]),
    [
      ['auth', 'auth-service', 'http://127.0.0.1:4001'],
      ['notes', 'notes-service', 'http://127.0.0.1:4002'],
      ['search', 'search-service', 'http://127.0.0.1:4003'],
      ['email', 'email-service', 'http://127.0.0.1:4004'],
      ['audit', 'audit-service', 'http://127.0.0.1:4005'],
      ['config', 'config-service', 'http://127.0.0.1:4006'],
    ],
  );
});

test('what is set replaces its default and leaves the others', () => {
  const notes = parseRoutes(
    '{"notes":{"upstreams":[{"url":"http://a:1","weight":3},{"url":"http://b:1"}],"strategy":"weighted-round-robin","canary":{"percent":5,"upstreams":[{"url":"http://c:1"}]}}}',
  ).find(one => one.name === 'notes');
  assert.deepEqual(notes?.upstreams, [
    { url: 'http://a:1', weight: 3 },
    { url: 'http://b:1', weight: 1 },
  ]);
  assert.equal(notes.strategy, 'weighted-round-robin');
  assert.equal(notes.canary?.percent, 5);
  assert.equal(notes.timeoutMs, 10_000);
});

for (const [text, message] of [
  ['nothing', /expected JSON such as/],
  ['{"nots":{}}', /nots/],
  ['{"notes":{"upstreams":[]}}', /notes\.upstreams: .*>=1/],
  [
    '{"notes":{"upstreams":[{"url":"ftp://a"}]}}',
    /upstreams\.0\.url: expected http:\/\/host:port/,
  ],
  [
    '{"notes":{"upstreams":[{"url":"http://a/path"}]}}',
    /without a path or user/,
  ],
  [
    '{"notes":{"upstreams":[{"url":"http://u:p@a"}]}}',
    /without a path or user/,
  ],
  [
    '{"notes":{"upstreams":[{"url":"http://a"},{"url":"http://a/"}]}}',
    /expected each url once/,
  ],
  ['{"notes":{"strategy":"random"}}', /notes\.strategy: .*round-robin/],
  [
    '{"notes":{"canary":{"percent":101,"upstreams":[{"url":"http://a"}]}}}',
    /canary\.percent/,
  ],
  ['{"notes":{"timeout":5}}', /timeout/],
] as const) {
  test(`a wrong table is refused with its place and the accepted form: ${text}`, () => {
    assert.throws(() => parseRoutes(text), message);
  });
}
