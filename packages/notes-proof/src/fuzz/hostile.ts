import fc from 'fast-check';

const DEEP = Array.from({ length: 400 }).reduce<unknown>(
  inner => ({ inner }),
  'x',
);

/** What no document allows, or only by accident. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, '', ' ', 0, -1, 0.5, 1e308, Number.MAX_SAFE_INTEGER + 2],
    ...['\u0000', 'a\u0000b', '\ud800', '\u202e\u2066', '😀'.repeat(500)],
    ...["' OR '1'='1", '"; DROP TABLE notes;--', '{{7*7}}', '<script>'],
    ...['../../../etc/passwd', '..\\..\\x', '%00', '%2e%2e%2f', '$(id)'],
    ...['x'.repeat(100_000), '9'.repeat(400), '1e999', 'NaN', 'undefined'],
    ...[[], [[]], {}, { $ne: null }, { __proto__: null, toString: 1 }, DEEP],
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** As they stand in a path, not encoded. */
export const hostileSegment = fc.constantFrom(
  ...['%', '%00', '%ff', '%zz', '..%2f..%2fetc%2fpasswd', '%2e%2e', '..;'],
  ...['null', 'undefined', '-1', '0', '9'.repeat(300), "'", '%F0%9F%98%80'],
  ...['00000000-0000-0000-0000-000000000000', 'a'.repeat(2_000), '%0d%0aX:y'],
);

/** A header takes no line ends, but much else. */
export const hostileHeader = fc.constantFrom(
  ...['', '*', '"v0"', 'v1', '"v1", "v2"', 'W/"v1"', '"v99999999999999999999"'],
  ...["'", '\u00ff', 'x'.repeat(4_000), 'null', '\t', '%0d%0a'],
);

export const wrongType = fc.constantFrom(
  ...['text/plain', 'application/xml', 'application/x-www-form-urlencoded'],
  ...['application/json; charset=utf-16', 'multipart/form-data', 'json', '*/*'],
);

export const wrongBody = fc.constantFrom(
  ...[
    '',
    '{',
    '[]',
    'null',
    '"text"',
    '{"a":1,}',
    '\u0000',
    '{"__proto__":{}}',
  ],
  ...[
    `{"a":${'['.repeat(5_000)}`,
    '{"title":"a","title":"b"}',
    'NaN',
    '\ufeff{}',
  ],
  'x'.repeat(2_000_000),
);
