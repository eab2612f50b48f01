import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { localFunctions } from './functions.ts';

const USAGE =
  'invoke <name> --event <file.json> [--directory <folder>] [--time-limit <seconds>]';

/** Runs one function on one event and answers what it answers. */
export async function invoke(args: readonly string[]): Promise<unknown> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      event: { type: 'string' },
      directory: { type: 'string', default: '.data' },
      'time-limit': { type: 'string', default: '30' },
    },
  });
  const functions = localFunctions(values.directory);
  const [name = ''] = positionals;
  const make = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!make || values.event === undefined) {
    const names = Object.keys(functions).join(', ');
    throw new TypeError(`expected ${USAGE}\n  <name>: ${names}`);
  }
  const event = await readEvent(values.event);
  const handler = await make();
  const until = Date.now() + Number(values['time-limit']) * 1_000;
  const context = { getRemainingTimeInMillis: () => until - Date.now() };
  return handler(event, context as never);
}

async function readEvent(file: string): Promise<never> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text) as never;
  } catch {
    throw new TypeError(`${file} is not JSON`);
  }
}
