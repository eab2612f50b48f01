import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/**
 * Kubernetes names its own libraries `v0.0.0` and replaces them by folders of its repository. Outside of it they are
 * the published staging modules of the same release.
 *
 * @param {import('./recipes.mjs').Recipe} recipe
 * @returns {Promise<string[]>} replacements as `module=module@version`
 */
export async function readStagingReplacements(recipe, run) {
  const { stdout } = await exec(
    'go',
    ['mod', 'download', '-json', `${recipe.module}@${recipe.version}`],
    { signal: run.signal, maxBuffer: 1 << 24 },
  );
  const goMod = await fs.readFile(JSON.parse(stdout).GoMod, 'utf8');
  return stagingReplacements(goMod, recipe.version);
}

/** `v1.36.1` publishes its staging modules as `v0.36.1`. */
export function stagingReplacements(goMod, version) {
  const staging = version.replace(/^v1\./, 'v0.');
  return [...goMod.matchAll(/^\s*(k8s\.io\/\S+) v0\.0\.0(?=\s|$)/gm)].map(
    ([, name]) => `${name}=${name}@${staging}`,
  );
}
