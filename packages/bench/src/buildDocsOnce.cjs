// Runs in a process of its own, started with the transform that the portal starts with:
// node --require nodeTransform.cjs buildDocsOnce.cjs <checkout> <site> <output> <cache> [change]
const { appendFileSync, mkdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const [checkout, site, output, cache, change] = process.argv.slice(2);
const plugin = join(checkout, 'plugins/techdocs-backend-module-markdown');
const { buildSite } = require(join(plugin, 'src/site/buildSite.ts'));

async function build() {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const start = performance.now();
  const { pages, rendered } = await buildSite({
    inputDir: site,
    outputDir: output,
    stylesheet: join(plugin, 'assets/reader.css'),
    cacheDir: cache,
  });
  return { pages, rendered, milliseconds: performance.now() - start };
}

/** With `change`, builds once to be warm as the portal is, then after each of five edits. */
async function main() {
  const builds = [await build()];
  for (let edit = 0; change && edit < 5; edit += 1) {
    appendFileSync(join(site, 'docs', `page-${edit}.md`), '\nOne more line.\n');
    builds.push(await build());
  }
  process.stdout.write(JSON.stringify(builds));
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
