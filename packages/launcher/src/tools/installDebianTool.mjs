import fs from 'node:fs';
import path from 'node:path';

import { LauncherError } from '../LauncherError.mjs';
import { runLogged } from '../system/runLogged.mjs';

/**
 * Takes one command out of a Debian package. The package is unpacked, not installed: no user, no service and no
 * configuration is added to the machine.
 *
 * @param {import('./recipes.mjs').Recipe} recipe
 */
export async function installDebianTool(recipe, { places, run }) {
  const folder = path.join(places.work, recipe.name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const step = (command, args) =>
    runLogged({
      command,
      args,
      cwd: folder,
      timeoutMs: 10 * 60_000,
      name: `tool-${recipe.name}`,
      ...run,
    });
  await step('apt-get', ['download', recipe.debianPackage]);
  const archive = fs.readdirSync(folder).find(name => name.endsWith('.deb'));
  if (!archive) {
    throw new LauncherError(
      `apt-get download ${recipe.debianPackage} brought no package.`,
      { hint: 'Run apt-get update, then the command again.' },
    );
  }
  await step('dpkg-deb', ['--extract', archive, 'unpacked']);
  const command = path.join(folder, recipe.name);
  fs.copyFileSync(path.join(folder, 'unpacked', recipe.file), command);
  fs.chmodSync(command, 0o755);
  if (recipe.try) {
    await step(command, recipe.try);
  }
  fs.mkdirSync(places.bin, { recursive: true });
  fs.renameSync(command, path.join(places.bin, recipe.name));
  fs.rmSync(folder, { recursive: true, force: true });
}
