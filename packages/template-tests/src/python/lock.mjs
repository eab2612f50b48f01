// Writes skeleton/base/requirements{,-dev}.txt of the Python service: one pair of files, with conditions, for
// every combination of parts. `uv` resolves for Python 3.11 and later on every platform, with hashes.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTemplateRenderer } from 'nunjitsu';

const run = promisify(execFile);
const UV = process.env.UV ?? 'uv';
const BASE = new URL(
  '../../../../templates/python-service/skeleton/base/',
  import.meta.url,
);
const PARTS = ['hasDatabase', 'hasCache', 'hasEvents'];
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

/** Asks uv for what one combination needs, as one text for each package. */
async function resolve(folder, manifest, { groups, constraints }) {
  await writeFile(join(folder, 'pyproject.toml'), manifest);
  const { stdout } = await run(
    UV,
    [
      'pip',
      'compile',
      'pyproject.toml',
      ...groups.flatMap(group => ['--group', group]),
      ...(constraints ? ['--constraint', constraints] : []),
      '--universal',
      '--python-version=3.11',
      '--generate-hashes',
      '--no-header',
      '--no-annotate',
      '--no-emit-index-url',
      '--quiet',
    ],
    { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
  );
  const entries = stdout.split(/\n(?=\S)/).map(text => text.trimEnd());
  return new Map(
    entries
      .filter(text => text !== '')
      .map(text => [/^[^=\s;]+/.exec(text)[0], text]),
  );
}

/** The condition that holds for exactly these combinations: some part brings the package, or brings it already. */
function conditionFor(members, name) {
  if (members.size === COMBINATIONS.length) return undefined;
  const others = new Set(
    COMBINATIONS.flatMap((_, index) => (members.has(index) ? [] : [index])),
  );
  const found = anyPart(members);
  const absent = anyPart(others);
  if (found) return found;
  if (absent) return `not (${absent})`;
  throw new Error(`no part alone explains when ${name} is needed`);
}

function anyPart(members) {
  const parts = PARTS.filter(part =>
    COMBINATIONS.every((values, index) => !values[part] || members.has(index)),
  );
  const fits = COMBINATIONS.every(
    (values, index) => parts.some(part => values[part]) === members.has(index),
  );
  return fits ? parts.map(part => `values.${part}`).join(' or ') : undefined;
}

/** The text of the combination with everything serves all: it has the same version and hashes, for more platforms. */
function merge(resolved, all) {
  const names = [...new Set(resolved.flatMap(one => [...one.keys()]))].sort();
  return names.flatMap(name => {
    const members = new Set(
      resolved.flatMap((one, index) => (one.has(name) ? [index] : [])),
    );
    const text = all.get(name);
    for (const index of members)
      if (versionOf(resolved[index].get(name)) !== versionOf(text))
        throw new Error(`${name} has another version for ${index}`);
    const condition = conditionFor(members, name);
    return condition ? [`{% if ${condition} %}`, text, '{% endif %}'] : [text];
  });
}

function versionOf(text) {
  return text.split(/ [;\\]/)[0];
}

function without(resolved, others) {
  return new Map([...resolved].filter(([name]) => !others.has(name)));
}

const folder = await mkdtemp(join(tmpdir(), 'python-lock-'));
try {
  const template = await readFile(new URL('pyproject.toml', BASE), 'utf8');
  const everything = render(template, COMBINATIONS.at(-1));
  const constraints = join(folder, 'constraints.txt');
  const all = await resolve(folder, everything, { groups: ['dev'] });
  // Every combination has the same versions, whatever else it does not need.
  await writeFile(
    constraints,
    [...all.values()]
      .map(text => versionOf(text).replace(/\[.*\]/, ''))
      .join('\n'),
  );
  const runtime = [];
  const development = [];
  for (const combination of COMBINATIONS) {
    const manifest = render(template, combination);
    const needed = await resolve(folder, manifest, { groups: [], constraints });
    const withTools = await resolve(folder, manifest, {
      groups: ['dev'],
      constraints,
    });
    runtime.push(needed);
    development.push(without(withTools, needed));
    process.stdout.write(`locked ${JSON.stringify(combination)}\n`);
  }
  await writeFile(
    new URL('requirements.txt', BASE),
    [
      '# What the service needs to run, locked by `uv pip compile` for every platform.',
      ...merge(runtime, all),
      '',
    ].join('\n'),
  );
  await writeFile(
    new URL('requirements-dev.txt', BASE),
    [
      '# What it needs to be developed and tested as well.',
      '-r requirements.txt',
      ...merge(development, all),
      '',
    ].join('\n'),
  );
  process.stdout.write('wrote requirements.txt and requirements-dev.txt\n');
} finally {
  await rm(folder, { recursive: true, force: true });
}
