import path from 'node:path';

import { prepareCheckout } from '../prepare/prepareCheckout.mjs';
import { prepareDataDirectory } from '../system/dataDirectory.mjs';
import { runForwarded } from './runForwarded.mjs';

/** `npm run cluster`: a real Kubernetes API server judges what golden paths emit, or keeps it for a look. */
export async function cluster(context) {
  const { paths, options, shutdown } = context;
  prepareDataDirectory(paths);
  const { node } = await prepareCheckout(context, { frontend: false });
  return runForwarded({
    node,
    args: [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'packages/apiserver-proof/src/main.ts',
      ...withKubeconfig(options.rest, paths),
    ],
    paths,
    shutdown,
  });
}

/** The token in it is a secret, so it lies where the other secrets of the portal do. */
function withKubeconfig([verb, ...rest], paths) {
  const words = verb === undefined ? [] : [verb, ...rest];
  return verb === 'start' && !rest.some(word => word.startsWith('--kubeconfig'))
    ? [...words, '--kubeconfig', path.join(paths.data, 'cluster', 'kubeconfig')]
    : words;
}
