import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { resolvePaths } from '../paths.mjs';
import { notesDataOf } from './notesPaths.mjs';

export const DEFAULT_PORT_BASE = 4000;
const HIGHEST_PORT_BASE = 65_529;
const MOST_SEEDED = 10_000;
const SWITCHES = ['--no-build', '--help'];
const FORMS = {
  '--only': 'names of services with commas, such as gateway,auth',
  '--port-base': `a whole number from 1 to ${HIGHEST_PORT_BASE}`,
  '--data': 'a folder',
  '--seed': `a number of notes from 1 to ${MOST_SEEDED}`,
};

/**
 * The options of `npm run notes`. A relative folder counts from where the person typed the command.
 *
 * @param {string[]} words
 * @param {Record<string, string | undefined>} env
 */
export function readNotesOptions(words, env) {
  const values = readWords(words);
  const typedIn = env.INIT_CWD ?? process.cwd();
  const data = values['--data'];
  return {
    command: 'notes',
    help: values['--help'] !== undefined,
    build: values['--no-build'] === undefined,
    only: listOf(values['--only']),
    port:
      numberOf(values, '--port-base', HIGHEST_PORT_BASE) ?? DEFAULT_PORT_BASE,
    seed: numberOf(values, '--seed', MOST_SEEDED) ?? 0,
    data:
      data === undefined
        ? notesDataOf(resolvePaths().data)
        : path.resolve(typedIn, data),
    dataIsDefault: data === undefined,
    reset: false,
    config: [],
  };
}

function readWords(words) {
  const values = {};
  const queue = [...words];
  while (queue.length > 0) {
    const word = queue.shift();
    const [, name, inline] = /^(--[a-z-]+)(?:=(.*))?$/s.exec(
      word === '-h' ? '--help' : word,
    ) ?? [undefined, word];
    if (SWITCHES.includes(name) && inline === undefined) {
      values[name] = 'true';
      continue;
    }
    if (!Object.hasOwn(FORMS, name)) {
      throw usage(
        `Unknown option "${word}" of "npm run notes". Use ${[...Object.keys(FORMS), ...SWITCHES].join(', ')}.`,
      );
    }
    const value = inline ?? queue.shift();
    if (value === undefined || value.trim() === '' || value.startsWith('--')) {
      throw usage(`Option "${name}" needs a value: ${FORMS[name]}.`);
    }
    values[name] = value;
  }
  return values;
}

function listOf(text = '') {
  return text
    .split(',')
    .map(word => word.trim())
    .filter(Boolean);
}

function numberOf(values, name, most) {
  const text = values[name];
  if (text === undefined) {
    return undefined;
  }
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > most) {
    throw usage(`${name} is "${text}"; it must be ${FORMS[name]}.`);
  }
  return number;
}

function usage(message) {
  return new LauncherError(message, { exitCode: EXIT.usage });
}
