import fs from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The first Chromium on the PATH, or undefined when there is none. */
export function findChromium(env) {
  const folders = (env.PATH ?? '').split(path.delimiter);
  return [
    env.CHROMIUM_PATH ?? '',
    ...NAMES.flatMap(name => folders.map(folder => path.join(folder, name))),
  ].find(candidate => candidate !== '' && fs.existsSync(candidate));
}

/** Keep Chromium from calling home, which a closed network answers with a flood of errors. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
