/**
 * Prepares a built app for being served.
 *
 * Source maps are removed: they are three quarters of the folder, and whoever
 * debugs runs `npm run dev`. The files that the first page needs are compressed
 * once and well, instead of quickly on every request: a fifth fewer bytes, and
 * no work for the server. Everything else is loaded later and by few, so it is
 * left to the compression of the server.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { constants, createBrotliCompress } from 'node:zlib';

// Not strict: yarn hands arguments meant for the build on to the last command.
const { values } = parseArgs({
  options: { dist: { type: 'string', default: 'dist' } },
  strict: false,
});
const dist = path.resolve(values.dist);
const staticFolder = path.join(dist, 'static');

async function removeSourceMaps() {
  const names = await readdir(staticFolder);
  const maps = names.filter(name => name.endsWith('.map'));
  await Promise.all(
    maps.map(name => rm(path.join(staticFolder, name), { force: true })),
  );
  return maps.length;
}

async function firstFiles() {
  const html = await readFile(path.join(dist, 'index.html.tmpl'), 'utf8');
  const found = html.matchAll(
    /(?:src|href)="[^"]*\/static\/([^"/]+\.(?:js|css))"/g,
  );
  return [...new Set([...found].map(([, name]) => name))];
}

async function compress(name) {
  const file = path.join(staticFolder, name);
  const brotli = createBrotliCompress({
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });
  await pipeline(
    createReadStream(file),
    brotli,
    createWriteStream(`${file}.br`),
  );
}

const maps = await removeSourceMaps();
const names = await firstFiles();
if (names.length === 0) {
  throw new Error(
    `${path.join(dist, 'index.html.tmpl')} names no script below /static/; was the app built by another version of the command line tool?`,
  );
}
await Promise.all(names.map(compress));
process.stdout.write(
  `Compressed ${names.length} files of the first page, removed ${maps} source maps\n`,
);
