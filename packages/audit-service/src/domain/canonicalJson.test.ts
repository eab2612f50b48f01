import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, type Json } from './canonicalJson.ts';

const CASES: readonly (readonly [reason: string, value: Json, text: string])[] =
  [
    [
      'the example of RFC 8785, 3.2.2',
      JSON.parse(
        '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
      ) as Json,
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ],
    [
      'names in the order of RFC 8785, 3.2.3',
      {
        '\u20ac': 'Euro Sign',
        '\r': 'Carriage Return',
        '\ufb33': 'Hebrew Letter Dalet With Dagesh',
        '1': 'One',
        '\ud83d\ude00': 'Emoji: Grinning Face',
        '\u0080': 'Control',
        '\u00f6': 'Latin Small Letter O With Diaeresis',
      },
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis","\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ],
    ['minus zero', -0, '0'],
    ['nothing', {}, '{}'],
    ['a list in a list', [[], [1, { b: 1, a: 2 }]], '[[],[1,{"a":2,"b":1}]]'],
  ];

for (const [reason, value, text] of CASES) {
  test(`canonical JSON is one text: ${reason}`, () => {
    assert.equal(canonicalJson(value), text);
  });
}

test('what has no JSON is refused', () => {
  assert.throws(() => canonicalJson(Number.NaN), /no JSON/);
  assert.throws(() => canonicalJson({ a: '\ud800' }), /surrogate/);
});
