import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

import { prepareCheckout } from '../prepare/prepareCheckout.mjs';
import { prepareDataDirectory } from '../system/dataDirectory.mjs';
import { runForwarded } from './runForwarded.mjs';

/**
 * `npm run bench`: the same preparation, then the measurements, which own their options and their output. The front end
 * is built only for those that need it.
 */
export async function bench(context) {
  const { paths, options, shutdown } = context;
  prepareDataDirectory(paths);
  const frontend = await measuresPortal(paths, options.rest);
  const { node } = await prepareCheckout(context, { frontend });
  const script = path.join(paths.checkout, 'packages/bench/bin/bench.mjs');
  return runForwarded({
    node,
    args: [script, ...options.rest],
    paths,
    shutdown,
  });
}

async function measuresPortal({ checkout }, words) {
  const file = path.join(checkout, 'packages/bench/src/options.mjs');
  const { needsPortal, parseOptions, UsageError } = await import(
    pathToFileURL(file).href
  );
  try {
    const { help, names } = parseOptions(words, process.env);
    return !help && needsPortal(names);
  } catch (error) {
    // The bench says what is wrong with its command line.
    if (error instanceof UsageError) {
      return false;
    }
    throw error;
  }
}
