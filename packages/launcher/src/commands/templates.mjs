import { prepareCheckout } from '../prepare/prepareCheckout.mjs';
import { prepareDataDirectory } from '../system/dataDirectory.mjs';
import { runForwarded } from './runForwarded.mjs';

/** `npm run templates`: the test kit for golden paths, which owns its options and its output. */
export async function templates(context) {
  const { paths, options, shutdown } = context;
  prepareDataDirectory(paths);
  const { node } = await prepareCheckout(context, { frontend: false });
  return runForwarded({
    node,
    args: [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'packages/template-kit/src/main.ts',
      ...options.rest,
    ],
    paths,
    shutdown,
  });
}
