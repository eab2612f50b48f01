import fs from 'node:fs';
import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { withCheckoutLock } from '../system/checkoutLock.mjs';
import { requireFreeSpace } from '../system/diskSpace.mjs';
import { buildFrontend, reasonToBuild } from './frontendBuild.mjs';
import { ensureNode } from './node24.mjs';
import { installDependencies, reasonToInstall } from './yarnInstall.mjs';

/** 1.9 GB of dependencies, 0.2 GB of Node, the build and yarn's own cache. */
const INSTALL_MEGABYTES = 4000;
const BUILD_MEGABYTES = 500;

/**
 * Brings the checkout to the point where the portal can run: Node, dependencies, front end. Does only what changed.
 *
 * @returns {Promise<{ node: string, version: string }>}
 */
export async function prepareCheckout(context, { frontend = true } = {}) {
  const { paths, steps, options, shutdown } = context;
  const { signal } = shutdown;
  const node = await steps.run('Find Node', async step => {
    const found = await ensureNode({ paths, signal });
    step.title = `Node ${found.version}`;
    step.detail = {
      running: '',
      tools: 'from .tools',
      fetched: 'fetched into .tools',
    }[found.source];
    return found;
  });
  if (!options.build) {
    requirePrepared(paths, frontend);
    return node;
  }
  const lock = {
    file: paths.prepareLock,
    signal,
    onWait: pid =>
      steps.line(
        `... waiting for process ${pid ?? '?'}, which installs or builds in this checkout`,
      ),
  };
  await withCheckoutLock(lock, async () => {
    await installStep(context, node.node);
    if (frontend) {
      await buildStep(context, node.node);
    }
  });
  return node;
}

async function installStep({ paths, steps, shutdown }, node) {
  const reason = reasonToInstall(paths);
  if (!reason) {
    steps.line(`  Dependencies are up to date.`);
    return;
  }
  requireFreeSpace({
    directory: paths.checkout,
    megabytes: fs.existsSync(paths.nodeModules)
      ? BUILD_MEGABYTES
      : INSTALL_MEGABYTES,
    purpose: 'the dependencies',
  });
  await steps.run('Install dependencies', async step => {
    step.detail = reason;
    await installDependencies({ paths, node, signal: shutdown.signal });
  });
}

async function buildStep({ paths, steps, shutdown }, node) {
  const reason = reasonToBuild(paths);
  if (!reason) {
    steps.line(`  The front end is up to date.`);
    return;
  }
  requireFreeSpace({
    directory: paths.checkout,
    megabytes: BUILD_MEGABYTES,
    purpose: 'the build',
  });
  await steps.run('Build the front end', async step => {
    step.detail = reason;
    await buildFrontend({ paths, node, signal: shutdown.signal });
  });
}

/** With --no-build nothing is made, so what is missing is named. */
function requirePrepared(paths, frontend) {
  const missing = [];
  if (!fs.existsSync(paths.nodeModules)) {
    missing.push('the dependencies (node_modules)');
  }
  if (frontend && !fs.existsSync(path.join(paths.frontendDist, 'index.html'))) {
    missing.push('the built front end (packages/app/dist)');
  }
  if (missing.length > 0) {
    throw new LauncherError(
      `--no-build was given, but ${missing.join(' and ')} are missing.`,
      {
        exitCode: EXIT.preparation,
        hint: 'Run the command once without --no-build.',
      },
    );
  }
}
