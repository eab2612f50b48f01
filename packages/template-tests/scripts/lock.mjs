// Writes skeleton/base/package-lock.json: one lock file with conditions for every combination of parts.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { createTemplateRenderer } from 'nunjitsu';

const run = promisify(execFile);
const BASE = new URL(
  '../../../templates/node-service/skeleton/base/',
  import.meta.url,
);
const PARTS = ['hasDatabase', 'hasCache', 'hasEvents'];
/** Every combination of the parts that change dependencies. */
const COMBINATIONS = [0, 1, 2, 3, 4, 5, 6, 7].map(bits =>
  Object.fromEntries(
    PARTS.map((part, index) => [part, Boolean(bits & (1 << index))]),
  ),
);

function render(template, combination) {
  const renderer = createTemplateRenderer({
    trimBlocks: true,
    lstripBlocks: true,
  });
  const values = { name: 'service', description: 'A service', ...combination };
  return renderer.render(template, renderer.prepareContext({ values }));
}

/**
 * Held at the newest version whose packages for every platform can be fetched: npm leaves those it cannot find
 * out of the lock file without a word, and `npm ci` then refuses it.
 */
const HELD_BACK = { 'unrs-resolver': '1.12.2' };

/** Asks npm for the lock file of one combination, without the addresses of a registry. */
async function lockOf(manifest, folder) {
  await mkdir(folder);
  const held = { ...JSON.parse(manifest), overrides: HELD_BACK };
  await writeFile(join(folder, 'package.json'), JSON.stringify(held));
  await run(
    'npm',
    [
      'install',
      '--package-lock-only',
      '--omit-lockfile-registry-resolved',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
    ],
    { cwd: folder },
  );
  const lock = JSON.parse(
    await readFile(join(folder, 'package-lock.json'), 'utf8'),
  );
  assertComplete(lock);
  return lock;
}

function assertComplete({ packages }) {
  for (const [path, { optionalDependencies = {}, version }] of Object.entries(
    packages,
  )) {
    if (!version) throw new Error(`npm locked no version of ${path}`);
    const missing = Object.keys(optionalDependencies).filter(
      name =>
        !packages[`node_modules/${name}`] &&
        !packages[`${path}/node_modules/${name}`],
    );
    if (missing.length > 0)
      throw new Error(
        `npm found no ${missing.join(', ')}, which ${path} needs`,
      );
  }
}

const LITERALS = PARTS.flatMap(part => [
  { text: `values.${part}`, holds: values => values[part] },
  { text: `not values.${part}`, holds: values => !values[part] },
]);

function join2(operator, combine) {
  return LITERALS.flatMap(left =>
    LITERALS.map(right => ({
      text: `${left.text} ${operator} ${right.text}`,
      holds: values => combine(left.holds(values), right.holds(values)),
    })),
  );
}

const SIMPLE = [
  ...LITERALS,
  ...join2('or', (a, b) => a || b),
  ...join2('and', (a, b) => a && b),
  {
    text: PARTS.map(part => `values.${part}`).join(' or '),
    holds: values => PARTS.some(part => values[part]),
  },
];

/** The shortest condition that holds for exactly these combinations; undefined when it is all of them. */
function conditionFor(members) {
  if (members.size === COMBINATIONS.length) return undefined;
  const fits = candidate =>
    COMBINATIONS.every(
      (values, index) => candidate.holds(values) === members.has(index),
    );
  const simple = SIMPLE.find(fits);
  if (simple) return simple.text;
  return [...members]
    .map(index =>
      PARTS.map(
        part => `${COMBINATIONS[index][part] ? '' : 'not '}values.${part}`,
      ).join(' and '),
    )
    .map(text => `(${text})`)
    .join(' or ');
}

/** Merges one object of every lock file into lines, each under the condition that it needs. */
function mergeEntries(objects, indent, write = JSON.stringify) {
  const keys = [
    ...new Set(objects.flatMap(object => Object.keys(object ?? {}))),
  ];
  keys.sort((left, right) => left.localeCompare(right, 'en'));
  const lines = keys.flatMap(key => {
    const variants = new Map();
    objects.forEach((object, index) => {
      if (!object || !(key in object)) return;
      const text = write(object[key]);
      variants.set(text, (variants.get(text) ?? new Set()).add(index));
    });
    return [...variants].map(([text, members]) => ({
      condition: conditionFor(members),
      text: `${indent}${JSON.stringify(key)}: ${text}`,
    }));
  });
  if (lines.at(-1)?.condition)
    throw new Error(
      `the last entry must be in every combination: ${lines.at(-1).text}`,
    );
  return lines.map(({ condition, text }, index) => {
    const line = `${text}${index === lines.length - 1 ? '' : ','}`;
    return condition ? `{% if ${condition} %}\n${line}\n{% endif %}` : line;
  });
}

function pretty(indent) {
  return value =>
    JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
}

function merge(locks) {
  const roots = locks.map(lock => lock.packages['']);
  const rest = locks.map(lock => {
    const packages = { ...lock.packages };
    delete packages[''];
    return packages;
  });
  const dependencies = field => [
    `      "${field}": {`,
    ...mergeEntries(
      roots.map(root => root[field]),
      '        ',
    ),
    '      }',
  ];
  return [
    '{',
    '  "name": "${{ values.name }}",',
    `  "version": ${JSON.stringify(roots[0].version)},`,
    '  "lockfileVersion": 3,',
    '  "requires": true,',
    '  "packages": {',
    '    "": {',
    '      "name": "${{ values.name }}",',
    `      "version": ${JSON.stringify(roots[0].version)},`,
    ...withComma(dependencies('dependencies')),
    ...withComma(dependencies('devDependencies')),
    `      "engines": ${pretty('      ')(roots[0].engines)}`,
    '    },',
    ...mergeEntries(rest, '    ', pretty('    ')),
    '  }',
    '}',
    '',
  ].join('\n');
}

function withComma(lines) {
  return [...lines.slice(0, -1), `${lines.at(-1)},`];
}

const folder = await mkdtemp(join(tmpdir(), 'template-lock-'));
try {
  const template = await readFile(new URL('package.json', BASE), 'utf8');
  const locks = [];
  for (const [index, combination] of COMBINATIONS.entries()) {
    locks.push(
      await lockOf(render(template, combination), join(folder, String(index))),
    );
    process.stdout.write(`locked ${JSON.stringify(combination)}\n`);
  }
  const merged = merge(locks);
  for (const [index, combination] of COMBINATIONS.entries()) {
    const rendered = JSON.parse(render(merged, combination));
    if (!isDeepStrictEqual(rendered, locks[index])) {
      throw new Error(
        `the merged lock file does not render to npm's for ${JSON.stringify(combination)}`,
      );
    }
  }
  await writeFile(new URL('package-lock.json', BASE), merged);
  process.stdout.write(
    'wrote templates/node-service/skeleton/base/package-lock.json\n',
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
