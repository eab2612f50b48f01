import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { findChromium } from '../system/findChromium.mjs';
import { findToolsNode, PINNED_NODE } from '../prepare/node24.mjs';
import { RECIPES } from '../tools/recipes.mjs';
import { toolPaths } from '../tools/toolPaths.mjs';
import { toolState } from '../tools/toolState.mjs';
import { broken, notConnected, ok } from './part.mjs';

export function checkNode({ paths }) {
  const running = process.versions.node;
  if (/^(22|24)\./.test(running)) {
    return ok('node', 'Node', `${running} runs the portal`);
  }
  return findToolsNode(paths)
    ? ok(
        'node',
        'Node',
        `${running} here, ${PINNED_NODE} in .tools for the portal`,
      )
    : notConnected(
        'node',
        'Node',
        `${running} is here; Node ${PINNED_NODE} is not fetched yet`,
        'npm start',
      );
}

export function checkNpm() {
  const { status, stdout } = spawnSync('npm', ['--version'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  return status === 0
    ? ok('npm', 'npm', stdout.trim())
    : broken(
        'npm',
        'npm',
        'npm was not found on PATH',
        'Install Node with npm',
      );
}

/** The git host serves clone and push with git's own HTTP program, which some packages leave out. */
export function checkGit() {
  const version = spawnSync('git', ['--version'], { encoding: 'utf8' });
  if (version.status !== 0) {
    return broken(
      'git',
      'git',
      'git was not found on PATH',
      'apt-get install git',
    );
  }
  const folder = spawnSync('git', ['--exec-path'], {
    encoding: 'utf8',
  }).stdout.trim();
  return fs.existsSync(path.join(folder, 'git-http-backend'))
    ? ok('git', 'git', version.stdout.trim().replace('git version ', ''))
    : broken(
        'git',
        'git',
        `git-http-backend is missing in ${folder}`,
        'apt-get install git',
      );
}

export function checkChromium() {
  const chromium = findChromium();
  return chromium
    ? ok('chromium', 'Chromium for browser tests', chromium)
    : notConnected(
        'chromium',
        'Chromium for browser tests',
        'not on PATH; browser tests are skipped',
        'apt-get install chromium',
      );
}

/** The checkers prove what templates emit; the plan page draws with two of them. The portal runs without. */
export function checkCheckers({ paths }) {
  const places = toolPaths(paths);
  const light = RECIPES.filter(({ heavy }) => !heavy);
  const missing = light.filter(
    recipe => toolState(recipe, places) !== 'installed',
  );
  const title = 'Checkers of the golden path';
  return missing.length === 0
    ? ok('checkers', title, `${light.length} in .tools`)
    : notConnected(
        'checkers',
        title,
        `${light.length - missing.length} of ${light.length} are here; plans show no manifests without helm and kustomize`,
        'npm run tools',
      );
}
