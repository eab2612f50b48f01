import path from 'node:path';

import { prepareCheckout } from '../prepare/prepareCheckout.mjs';
import { prepareDataDirectory } from '../system/dataDirectory.mjs';
import { runForwarded } from './runForwarded.mjs';

/** `npm run bench`: the same preparation, then the measurements, which own their options and their output. */
export async function bench(context) {
  const { paths, options, shutdown } = context;
  prepareDataDirectory(paths);
  const { node } = await prepareCheckout(context);
  const script = path.join(paths.checkout, 'packages/bench/bin/bench.mjs');
  return runForwarded({
    node,
    args: [script, ...options.rest],
    paths,
    shutdown,
  });
}
