import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { goEnvironment } from './installGoTool.mjs';

const exec = promisify(execFile);

/**
 * Copies schemas out of a project's own Go module: the proxy is the one place that serves them everywhere.
 *
 * @param {import('./recipes.mjs').Recipe} recipe
 */
export async function installGoFiles(recipe, { places, run }) {
  const { stdout } = await exec(
    'go',
    ['mod', 'download', '-json', `${recipe.module}@${recipe.version}`],
    { signal: run.signal, maxBuffer: 1 << 24, env: goEnvironment() },
  );
  const source = JSON.parse(stdout).Dir;
  const target = path.join(places.schemas, recipe.name);
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(target, { recursive: true });
  for (const from of recipe.from) {
    copySchemas(path.join(source, from), target);
  }
}

function copySchemas(from, target) {
  if (fs.statSync(from).isFile()) {
    copyWritable(from, path.join(target, path.basename(from)));
    return;
  }
  for (const name of fs.readdirSync(from)) {
    if (/\.ya?ml$/.test(name) && name !== 'kustomization.yaml') {
      copyWritable(path.join(from, name), path.join(target, name));
    }
  }
}

/** The module cache is read-only, and a copy keeps that; the next version must be able to replace it. */
function copyWritable(from, to) {
  fs.copyFileSync(from, to);
  fs.chmodSync(to, 0o644);
}
