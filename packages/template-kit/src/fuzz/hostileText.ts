import fc from 'fast-check';

/** Words that some reader takes for something else than text. */
const RESERVED = [
  ...['null', '~', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n'],
  ...['NaN', '.inf', '-.inf', '0x1F', '0o17', '1e3', '12:30', '2026-01-01'],
  ...['__proto__', 'constructor', 'toString', 'undefined', 'None', 'default'],
  ...['con', 'aux', '.', '..', '-', '--help', '=', '<<', '!!binary'],
];

/** Text that does something when it is not quoted, by the language that would do it. */
const INJECTIONS = [
  // YAML
  `He said "it's: {fine}" # no comment`,
  'a: b',
  'x\nkind: Secret',
  '- item',
  '*anchor',
  '&anchor x',
  '!tag x',
  '| literal',
  '> folded',
  '%YAML 1.2',
  '@at `tick`',
  '{a: 1}',
  '[1, 2]',
  '? key',
  "'single",
  '"double',
  // Shells
  '`id`',
  '$(id)',
  '${HOME}',
  '"; rm -rf / #',
  "'; DROP TABLE items; --",
  '&& id',
  '| id',
  '\\',
  '\\n \\u0041 %s %n',
  // Template languages
  '${{ values.name }}',
  '${{ secrets.TOKEN }}',
  '${{ github.event.issue.title }}',
  '{% raw %} {{ 7 * 7 }} {# x #}',
  '{{ .Values.image }}',
  '{{ template "x" }}',
  '{{- fail "x" }}',
  '{{ $labels.instance }}',
  '<% x %>',
  // Markup and documents
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[click](javascript:alert(1))',
  '![x](http://example.com/x.png)',
  '# heading',
  '```',
  '| a | b |',
  ']]>',
  // Paths and names
  '../../etc/passwd',
  '/absolute',
  'a/b/c',
  'group:default/a b',
  'a@b',
  'ghp_9fK2mQx7LpR4tVz8Wb3N',
];

const UNICODE = [
  'Grüße, 世界 🚀 مرحبا',
  'e\u0301 \u00e9',
  '\ufeffmark',
  'safe \u202e evil',
  'line\u2028separator',
  'zero\u200bwidth',
  '\u0000nul',
  'bell \u0007',
  '\ud800',
  'x\r\ny',
  'tab\there',
  '   ',
];

const LONG = [
  'x'.repeat(200),
  'x'.repeat(201),
  '"'.repeat(200),
  '\\'.repeat(200),
  '🚀'.repeat(100),
];

/** What a careless or hostile person may type into a form. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...INJECTIONS) },
  { weight: 2, arbitrary: fc.constantFrom(...RESERVED) },
  { weight: 2, arbitrary: fc.constantFrom(...UNICODE, ...LONG) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...INJECTIONS), fc.constantFrom(...INJECTIONS))
      .map(([one, other]) => `${one} and ${other}`.slice(0, 200)),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);
