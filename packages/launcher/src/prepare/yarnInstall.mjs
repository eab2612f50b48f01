import fs from 'node:fs';
import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { readJson, writeJson } from '../system/jsonFile.mjs';
import { runLogged } from '../system/runLogged.mjs';
import { fingerprint } from './fingerprint.mjs';
import { withoutNpmScriptVariables } from './node24.mjs';
import { listWorkspaces } from './workspaces.mjs';

/**
 * Why an install is needed; undefined when node_modules is what the lock file says.
 *
 * @remarks
 * The marker lies inside node_modules and is written last: a folder that was deleted or half-written has none.
 */
export function reasonToInstall(paths) {
  const marker = readJson(paths.installMarker);
  if (!fs.existsSync(paths.nodeModules)) {
    return 'nothing is installed yet';
  }
  if (!marker) {
    return 'the last install did not finish';
  }
  return marker.fingerprint === installFingerprint(paths)
    ? undefined
    : 'dependencies changed';
}

export async function installDependencies({ paths, node, signal }) {
  const yarn = findYarnRelease(paths.checkout);
  fs.rmSync(paths.installMarker, { force: true });
  try {
    await runLogged({
      command: node,
      args: [yarn, 'install', '--immutable'],
      cwd: paths.checkout,
      env: yarnEnvironment(node),
      logs: paths.logs,
      name: 'install',
      signal,
      timeoutMs: 45 * 60_000,
      exitCode: EXIT.preparation,
    });
  } catch (error) {
    throw explainInstallFailure(error);
  }
  writeJson(paths.installMarker, {
    fingerprint: installFingerprint(paths),
    finishedAt: new Date().toISOString(),
  });
}

/** The environment for everything that runs inside the workspace: Node 24 first on PATH. */
export function yarnEnvironment(node, env = process.env) {
  const base = withoutNpmScriptVariables(env);
  const registry = env.npm_config_registry;
  return {
    ...base,
    PATH: `${path.dirname(node)}${path.delimiter}${env.PATH ?? ''}`,
    YARN_ENABLE_TELEMETRY: '0',
    // Node trusts its own list of authorities only. npm is often told of a company's
    // one by an npmrc that yarn does not read, so both are taken from the system.
    NODE_USE_SYSTEM_CA: env.NODE_USE_SYSTEM_CA ?? '1',
    ...(registry && !env.YARN_NPM_REGISTRY_SERVER
      ? { YARN_NPM_REGISTRY_SERVER: registry }
      : {}),
  };
}

/** The yarn that is committed with the checkout. */
export function findYarnRelease(checkout) {
  const directory = path.join(checkout, '.yarn/releases');
  const name =
    fs.existsSync(directory) &&
    fs.readdirSync(directory).find(file => /^yarn-.*\.cjs$/.test(file));
  if (!name) {
    throw new LauncherError(
      `The committed yarn release is missing: no yarn-*.cjs in ${directory}.`,
      {
        exitCode: EXIT.preparation,
        hint: 'Restore it with: git checkout -- .yarn/releases',
      },
    );
  }
  return path.join(directory, name);
}

export function installFingerprint(paths) {
  const manifests = listWorkspaces(paths.checkout).map(({ directory }) =>
    path.join(directory, 'package.json'),
  );
  return fingerprint(
    paths.checkout,
    ['yarn.lock', '.yarnrc.yml', '.yarn/patches', 'package.json', ...manifests],
    [process.platform, process.arch],
  );
}

function explainInstallFailure(error) {
  const text = (error.tail ?? []).join('\n');
  if (/YN0028|lockfile would have been modified/.test(text)) {
    error.message =
      'yarn.lock does not match the package.json files, so the dependencies cannot be installed as locked.';
    error.hint =
      'Run "yarn install" (without --immutable) and commit yarn.lock, or restore both from git.';
  } else if (/ENOSPC|no space left/i.test(text)) {
    error.message =
      'The disk became full while the dependencies were installed.';
    error.hint = 'Free about 4 GB, then run the command again.';
    error.exitCode = EXIT.environment;
  } else if (/self-signed certificate|unable to (get|verify)/i.test(text)) {
    error.message =
      'The package registry showed a certificate that this machine does not trust.';
    error.hint =
      'Add the authority of your network to the system, or name its file in NODE_EXTRA_CA_CERTS, then run the command again.';
  } else if (
    /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|RequestError/.test(text)
  ) {
    error.message =
      'The package registry could not be reached while the dependencies were installed.';
    error.hint =
      'Check the network or proxy (npm config get registry), then run the command again.';
  }
  return error;
}
