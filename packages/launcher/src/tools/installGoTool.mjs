import fs from 'node:fs';
import path from 'node:path';

import { runLogged } from '../system/runLogged.mjs';
import { readStagingReplacements } from './readStagingReplacements.mjs';

/**
 * Builds one Go command.
 *
 * @remarks
 * `go install path@version` refuses a module with replacements and asks the proxy for a list of versions that not
 * every proxy gives. A module of our own that requires exactly one version needs neither.
 *
 * @param {import('./recipes.mjs').Recipe} recipe
 */
export async function installGoTool(recipe, { places, run }) {
  const folder = path.join(places.work, recipe.name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'go.mod'), await goModOf(recipe, run));
  const built = path.join(folder, recipe.name);
  const arguments_ = ['build', '-mod=mod', '-trimpath', '-o', built];
  if (recipe.linkerFlags) {
    arguments_.push(`-ldflags=${recipe.linkerFlags}`);
  }
  await runLogged({
    command: 'go',
    args: [...arguments_, recipe.package],
    cwd: folder,
    env: goEnvironment(recipe.env),
    timeoutMs: 60 * 60_000,
    name: `tool-${recipe.name}`,
    ...run,
  });
  fs.mkdirSync(places.bin, { recursive: true });
  fs.renameSync(built, path.join(places.bin, recipe.name));
  fs.rmSync(folder, { recursive: true, force: true });
}

/** The text of the wrapper's go.mod. */
async function goModOf(recipe, run) {
  const replacements = [...(recipe.replace ?? [])];
  if (recipe.replaceFrom === 'kubernetes') {
    replacements.push(...(await readStagingReplacements(recipe, run)));
  }
  return [
    `module tools/${recipe.name}`,
    '',
    'go 1.26',
    '',
    `require ${recipe.module} ${recipe.version}`,
    ...replacements.map(text => {
      const [from, to] = text.split('=');
      return `replace ${from.replace('@', ' ')} => ${to.replace('@', ' ')}`;
    }),
    '',
  ].join('\n');
}

/** Static commands, the same on every machine; flags of the person's own environment must not change them. */
export function goEnvironment(extra = {}) {
  return { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', ...extra };
}
