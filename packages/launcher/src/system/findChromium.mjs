import fs from 'node:fs';
import path from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** The first Chromium on PATH; CHROMIUM_PATH names another one. */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) {
    return fs.existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined;
  }
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return NAMES.flatMap(name =>
    folders.map(folder => path.join(folder, name)),
  ).find(file => fs.existsSync(file));
}
