import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { median } from './report/percentile.mjs';
import { writeDocsSite } from './writeDocsSite.mjs';

const run = promisify(execFile);
const SOURCE = dirname(fileURLToPath(import.meta.url));
const CHECKOUT = join(SOURCE, '../../..');
const ROUNDS = 3;

async function timed(command, args, options) {
  const start = performance.now();
  const { stdout } = await run(command, args, options);
  return { seconds: (performance.now() - start) / 1000, stdout };
}

async function hasMkdocs() {
  return run('mkdocs', ['--version']).then(
    () => true,
    () => false,
  );
}

function buildOurs(directory, { cache, change }) {
  const transform = join(
    CHECKOUT,
    'node_modules/@backstage/cli/config/nodeTransform.cjs',
  );
  const script = join(SOURCE, 'buildDocsOnce.cjs');
  const paths = ['site', 'ours', cache].map(name => join(directory, name));
  return timed(process.execPath, [
    '--require',
    transform,
    script,
    CHECKOUT,
    ...paths,
    ...(change ? ['change'] : []),
  ]);
}

function buildMkdocs(directory) {
  const args = ['build', '--quiet', '--site-dir', join(directory, 'mkdocs')];
  return timed('mkdocs', args, { cwd: join(directory, 'site') });
}

/** Rounds alternate, so that a busy moment of the machine hits both engines. */
async function measureCold(directory, withMkdocs) {
  const ours = [];
  const stock = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const cache = `cache-${round}`;
    ours.push((await buildOurs(directory, { cache })).seconds);
    if (withMkdocs) {
      stock.push((await buildMkdocs(directory)).seconds);
    }
  }
  return { ours, stock };
}

async function measureChange(directory) {
  const { stdout } = await buildOurs(directory, {
    cache: 'cache-0',
    change: true,
  });
  const [, ...changes] = JSON.parse(stdout);
  if (changes.some(({ rendered }) => rendered !== 1)) {
    throw new Error(
      `one changed page rendered others too: ${JSON.stringify(changes)}`,
    );
  }
  return changes.map(({ milliseconds }) => milliseconds);
}

/**
 * Builds one generated site with our docs generator and with MkDocs and Material, each
 * in a new process from nothing, and with ours again after a change of one page.
 */
export async function measureDocsBuild({ pages = 150 } = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'bench-docs-'));
  try {
    await writeDocsSite(join(directory, 'site'), pages);
    const cold = await measureCold(directory, await hasMkdocs());
    const changes = await measureChange(directory);
    return [
      {
        id: 'docs.cold',
        title: `docs of ${pages} pages from nothing, beside mkdocs`,
        unit: 's',
        ours: median(cold.ours),
        stock: cold.stock.length > 0 ? median(cold.stock) : undefined,
        goal: { ratio: 0.8 },
        samples: cold,
      },
      {
        id: 'docs.change',
        title: `docs of ${pages} pages after one changed`,
        unit: 'ms',
        ours: median(changes),
        goal: { most: 300 },
        samples: { ours: changes },
      },
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
