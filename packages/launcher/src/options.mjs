import path from 'node:path';

import { EXIT } from './exitCodes.mjs';
import { LauncherError } from './LauncherError.mjs';
import { readNotesOptions } from './notes/readNotesOptions.mjs';
import { readToolsOptions } from './tools/readToolsOptions.mjs';
import { COMMAND_NAMES } from './usage.mjs';

/** One entry per option: its flag, its environment variable and how its text is read. */
const OPTION_SPECS = {
  port: { variable: 'PORTAL_PORT', read: readPort },
  data: { variable: 'PORTAL_DATA', read: readText },
  open: { variable: 'PORTAL_OPEN', read: readBoolean, isSwitch: true },
  reset: { variable: 'PORTAL_RESET', read: readBoolean, isSwitch: true },
  'no-build': {
    variable: 'PORTAL_NO_BUILD',
    read: readBoolean,
    isSwitch: true,
  },
  config: { variable: 'PORTAL_CONFIG', read: readText, isList: true },
  'dev-port': { variable: 'PORTAL_DEV_PORT', read: readPort },
  only: { variable: 'PORTAL_ONLY', read: readText, isList: true },
  once: { variable: 'PORTAL_ONCE', read: readBoolean, isSwitch: true },
  yes: { variable: 'PORTAL_YES', read: readBoolean, isSwitch: true },
  json: { variable: 'PORTAL_JSON', read: readBoolean, isSwitch: true },
  help: { read: readBoolean, isSwitch: true },
};

/**
 * Reads the command line and the environment into one typed object.
 *
 * @remarks
 * A flag wins over what npm passes on (`npm start --port=7010` sets `npm_config_port`), which wins over
 * `PORTAL_*`. A relative path counts from the folder the person typed the command in.
 *
 * @param {string[]} argv
 * @param {Record<string, string | undefined>} env
 */
export function parseOptions(argv, env) {
  const [command, ...rest] = argv;
  if (
    command === undefined ||
    command === '--help' ||
    command === '-h' ||
    command === 'help'
  ) {
    return { command: 'help', help: true, config: [], only: [] };
  }
  if (['bench', 'templates', 'cluster'].includes(command)) {
    return forwardedOptions(command, rest);
  }
  if (command === 'tools') {
    return readToolsOptions(rest);
  }
  if (command === 'notes') {
    return readNotesOptions(rest, env);
  }
  if (!COMMAND_NAMES.includes(command)) {
    throw usageError(
      `Unknown command "${command}". Use one of: ${COMMAND_NAMES.join(', ')}.`,
    );
  }
  const values = {
    ...readEnvironment(env),
    ...readNpmConfig(env, rest),
    ...readFlags(rest, env),
  };
  const typedIn = env.INIT_CWD ?? process.cwd();
  return {
    command,
    port: values.port ?? 7007,
    portIsDefault: values.port === undefined,
    data:
      values.data === undefined
        ? undefined
        : path.resolve(typedIn, values.data),
    open: values.open ?? false,
    reset: values.reset ?? false,
    build: !(values['no-build'] ?? false),
    config: (values.config ?? []).map(file => path.resolve(typedIn, file)),
    devPort: values['dev-port'] ?? 3000,
    only: values.only ?? [],
    once: values.once ?? false,
    yes: values.yes ?? false,
    json: values.json ?? false,
    help: values.help ?? false,
  };
}

/** Some commands have options of their own and read them themselves. */
function forwardedOptions(command, rest) {
  return {
    command,
    rest,
    build: true,
    help: false,
    config: [],
    only: [],
  };
}

function readFlags(argv, env) {
  const values = {};
  const queue = [...argv];
  while (queue.length > 0) {
    const argument = queue.shift();
    const [, name, inline] =
      /^--([a-z-]+)(?:=(.*))?$/s.exec(expandShort(argument)) ?? [];
    const spec = OPTION_SPECS[name];
    if (!spec) {
      // `npm start --port 7010` reaches us as npm_config_port=true and a lone "7010".
      if (npmAteFlagOf(argument, env)) {
        continue;
      }
      throw usageError(`Unknown option "${argument}".`);
    }
    const text = inline ?? (spec.isSwitch ? 'true' : queue.shift());
    if (text === undefined) {
      throw usageError(`Option "--${name}" needs a value.`);
    }
    const value = spec.read(text, `--${name}`);
    values[name] = spec.isList ? [...(values[name] ?? []), value] : value;
  }
  return values;
}

function readEnvironment(env) {
  const values = {};
  for (const [name, spec] of Object.entries(OPTION_SPECS)) {
    const text = spec.variable ? env[spec.variable] : undefined;
    if (text === undefined || text === '') {
      continue;
    }
    values[name] = spec.isList
      ? text.split(',').map(part => spec.read(part.trim(), spec.variable))
      : spec.read(text, spec.variable);
  }
  return values;
}

/** npm turns flags it does not know into npm_config_*; a person who forgot the "--" still gets what was meant. */
function readNpmConfig(env, argv) {
  const values = {};
  const text = name => env[`npm_config_${name.replace(/-/g, '_')}`];
  for (const name of ['port', 'dev-port']) {
    if (text(name) === 'true') {
      const lone = argv.find(argument => /^\d+$/.test(argument));
      if (lone !== undefined) {
        values[name] = readPort(lone, `--${name}`);
      }
    } else if (text(name)) {
      values[name] = readPort(text(name), `--${name}`);
    }
  }
  for (const name of ['open', 'reset']) {
    if (text(name) === 'true') {
      values[name] = true;
    }
  }
  if (text('data') === 'true') {
    const lone = argv.find(
      argument => !argument.startsWith('-') && !/^\d+$/.test(argument),
    );
    if (lone !== undefined) {
      values.data = lone;
    }
  } else if (text('data')) {
    values.data = text('data');
  }
  if (env.npm_config_build === '' || env.npm_config_build === 'false') {
    values['no-build'] = true;
  }
  if (env.npm_config_yes === 'true') {
    values.yes = true;
  }
  return values;
}

function npmAteFlagOf(argument, env) {
  if (/^\d+$/.test(argument)) {
    return env.npm_config_port === 'true' || env.npm_config_dev_port === 'true';
  }
  return !argument.startsWith('-') && env.npm_config_data === 'true';
}

function expandShort(argument) {
  return { '-h': '--help', '-y': '--yes' }[argument] ?? argument;
}

function readPort(text, name) {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
    throw usageError(
      `${name} is "${text}"; it must be a whole number from 1 to 65535.`,
    );
  }
  return port;
}

function readBoolean(text, name) {
  const lower = text.toLowerCase();
  if (['1', 'true', 'yes', 'on'].includes(lower)) {
    return true;
  }
  if (['0', 'false', 'no', 'off'].includes(lower)) {
    return false;
  }
  throw usageError(`${name} is "${text}"; it must be true or false.`);
}

function readText(text, name) {
  if (text.trim() === '' || text.startsWith('--')) {
    throw usageError(`Option "${name}" needs a value.`);
  }
  return text;
}

function usageError(message) {
  return new LauncherError(message, { exitCode: EXIT.usage });
}
