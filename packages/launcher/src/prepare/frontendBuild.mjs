import fs from 'node:fs';
import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { readJson, writeJson } from '../system/jsonFile.mjs';
import { runLogged } from '../system/runLogged.mjs';
import { fingerprint } from './fingerprint.mjs';
import { listWorkspaces } from './workspaces.mjs';
import { findYarnRelease, yarnEnvironment } from './yarnInstall.mjs';

/** Roles whose sources can end up in the browser. */
const BROWSER_ROLES = new Set([
  'frontend',
  'frontend-plugin',
  'frontend-plugin-module',
  'web-library',
  'common-library',
]);

/** Why the front end must be built; undefined when what is there fits the sources. */
export function reasonToBuild(paths) {
  if (!fs.existsSync(path.join(paths.frontendDist, 'index.html'))) {
    return 'not built yet';
  }
  const marker = readJson(paths.frontendMarker);
  if (!marker) {
    return 'the last build did not finish';
  }
  return marker.fingerprint === frontendFingerprint(paths.checkout)
    ? undefined
    : 'sources changed';
}

export async function buildFrontend({ paths, node, signal }) {
  // Taken before the build: a file saved while it runs makes the next start build again.
  const built = frontendFingerprint(paths.checkout);
  fs.rmSync(paths.frontendMarker, { force: true });
  await runLogged({
    command: node,
    args: [findYarnRelease(paths.checkout), 'workspace', 'app', 'build'],
    cwd: paths.checkout,
    env: { ...yarnEnvironment(node), NODE_ENV: 'production' },
    logs: paths.logs,
    name: 'build',
    signal,
    timeoutMs: 30 * 60_000,
    exitCode: EXIT.preparation,
  });
  writeJson(paths.frontendMarker, {
    fingerprint: built,
    finishedAt: new Date().toISOString(),
  });
}

/** Covers the app, every plugin part that runs in the browser, the locked dependencies and the `app` configuration. */
export function frontendFingerprint(checkout) {
  const browserPackages = listWorkspaces(checkout)
    .filter(({ manifest }) => BROWSER_ROLES.has(manifest.backstage?.role))
    .flatMap(({ directory }) =>
      ['src', 'public', 'assets', 'package.json', 'config.d.ts'].map(name =>
        path.join(directory, name),
      ),
    );
  const configFiles = ['app-config.yaml', 'app-config.local.yaml'];
  return fingerprint(
    checkout,
    [...browserPackages, 'yarn.lock', 'package.json'],
    configFiles.map(file => topLevelBlock(path.join(checkout, file), 'app')),
  );
}

/**
 * The text of one top-level key of a YAML file. The bundler reads `app.packages` and `app.baseUrl`; the rest of the
 * configuration reaches the browser at run time, so a change there needs no build.
 */
export function topLevelBlock(file, key) {
  if (!fs.existsSync(file)) {
    return '';
  }
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const start = lines.findIndex(line => line.startsWith(`${key}:`));
  if (start === -1) {
    return '';
  }
  const length = lines.slice(start + 1).findIndex(line => /^[^\s#]/.test(line));
  return lines
    .slice(start, length === -1 ? undefined : start + 1 + length)
    .join('\n');
}
