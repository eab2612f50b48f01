import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: two folders above this package. */
export const checkoutDirectory = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../..',
);

/**
 * Every place the launcher reads or writes, in one object.
 *
 * @param {{ data?: string, checkout?: string }} [options]
 */
export function resolvePaths(options = {}) {
  const checkout = options.checkout ?? checkoutDirectory;
  const data = options.data ?? path.join(checkout, '.data');
  const tools = path.join(checkout, '.tools');
  return {
    checkout,
    data,
    logs: path.join(data, 'logs'),
    stateFile: path.join(data, 'state.json'),
    configMemory: path.join(data, 'config-checked.json'),
    secretsFile: path.join(data, 'secrets.json'),
    tools,
    prepareLock: path.join(tools, 'prepare.lock'),
    compileCache: path.join(tools, 'compile-cache'),
    configSchema: path.join(tools, 'config-schema.json'),
    nodeModules: path.join(checkout, 'node_modules'),
    installMarker: path.join(checkout, 'node_modules', '.notes-install.json'),
    frontendDist: path.join(checkout, 'packages/app/dist'),
    frontendMarker: path.join(checkout, 'packages/app/dist/.notes-build.json'),
  };
}
