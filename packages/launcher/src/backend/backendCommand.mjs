import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';

/**
 * How the backend is started from source: Node with the transform that Backstage's own `package start` uses.
 *
 * @returns {{ args: string[], cwd: string }}
 */
export function backendCommand({ paths, config }) {
  const backend = path.join(paths.checkout, 'packages/backend');
  return {
    args: [
      '--require',
      findNodeTransform(paths.checkout),
      'src/index.ts',
      ...configArguments({ paths, config }),
    ],
    cwd: backend,
  };
}

/** Without --config the same files as Backstage reads by itself. */
export function configFiles({ paths, config }) {
  if (config.length > 0) {
    return config;
  }
  const local = path.join(paths.checkout, 'app-config.local.yaml');
  return [
    path.join(paths.checkout, 'app-config.yaml'),
    ...(fs.existsSync(local) ? [local] : []),
  ];
}

function configArguments(options) {
  return configFiles(options).flatMap(file => ['--config', file]);
}

function findNodeTransform(checkout) {
  const require = createRequire(
    path.join(checkout, 'packages/backend/package.json'),
  );
  for (const name of ['@backstage/cli-node', '@backstage/cli']) {
    try {
      return require.resolve(`${name}/config/nodeTransform.cjs`);
    } catch {
      // The next package may have it; the module moved between releases.
    }
  }
  throw new LauncherError(
    'The Backstage node transform is not installed (@backstage/cli-node).',
    {
      exitCode: EXIT.preparation,
      hint: 'Delete node_modules and run the command again.',
    },
  );
}
