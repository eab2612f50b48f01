import path from 'node:path';

export const MEASUREMENT_NAMES = [
  'start',
  'page',
  'scaffold',
  'golden-path',
  'docs',
  'catalog',
  'notes',
];

export const USAGE = `Usage: npm run bench -- [names] [options]

Names: ${MEASUREMENT_NAMES.join(', ')}. Without a name, all are measured.

  --stock PATH      a built create-app checkout to measure beside (or STOCK_APP)
  --json FILE       where the figures go (default bench-results/latest.json)
  --entities LIST   sizes of the catalog (default 1000,10000)
  --rounds N        how often each figure is taken from each side (default 2)
  --samples N       page loads from each side (default 7, at least 5)
  --help            this text`;

/** What is measured without a built portal. */
const WITHOUT_PORTAL = ['docs', 'notes'];

export function needsPortal(names) {
  return names.some(name => !WITHOUT_PORTAL.includes(name));
}

/** A command line that cannot be understood; the message says what would be. */
export class UsageError extends Error {}

/**
 * Reads the command line into one typed object. Relative paths count from the
 * folder the person typed the command in.
 */
export function parseOptions(argv, env) {
  const typedIn = env.INIT_CWD ?? process.cwd();
  const { names, values } = splitArguments(argv);
  const stock = values.stock ?? env.STOCK_APP;
  return {
    help: values.help === true,
    names: names.length > 0 ? names : MEASUREMENT_NAMES,
    stock: stock ? path.resolve(typedIn, stock) : undefined,
    json: values.json ? path.resolve(typedIn, values.json) : undefined,
    entities: readList('--entities', values.entities ?? '1000,10000'),
    rounds: readNumber('--rounds', values.rounds ?? '2', 1, 20),
    samples: readNumber('--samples', values.samples ?? '7', 5, 50),
  };
}

function splitArguments(argv) {
  const names = [];
  const values = {};
  const queue = [...argv];
  while (queue.length > 0) {
    const argument = queue.shift();
    if (argument === '--help' || argument === '-h') {
      values.help = true;
    } else if (argument.startsWith('--')) {
      const [, name, inline] = /^--([a-z]+)(?:=(.*))?$/s.exec(argument) ?? [];
      values[requireOption(name, argument)] = requireValue(
        argument,
        inline ?? queue.shift(),
      );
    } else {
      names.push(requireName(argument));
    }
  }
  return { names, values };
}

function requireOption(name, argument) {
  const known = ['stock', 'json', 'entities', 'rounds', 'samples'];
  if (!known.includes(name)) {
    throw new UsageError(
      `Unknown option "${argument}". Use one of: ${known
        .map(option => `--${option}`)
        .join(', ')}.`,
    );
  }
  return name;
}

function requireValue(argument, value) {
  if (value === undefined || value === '' || value.startsWith('--')) {
    throw new UsageError(`Option "${argument}" needs a value.`);
  }
  return value;
}

function requireName(argument) {
  if (!MEASUREMENT_NAMES.includes(argument)) {
    throw new UsageError(
      `Unknown measurement "${argument}". Use one of: ${MEASUREMENT_NAMES.join(
        ', ',
      )}.`,
    );
  }
  return argument;
}

function readList(option, text) {
  return text.split(',').map(part => readNumber(option, part, 1, 100_000));
}

function readNumber(option, text, lowest, highest) {
  const value = Number(text);
  if (!/^\d+$/.test(text.trim()) || value < lowest || value > highest) {
    throw new UsageError(
      `${option} has "${text}"; it takes whole numbers from ${lowest} to ${highest}.`,
    );
  }
  return value;
}
