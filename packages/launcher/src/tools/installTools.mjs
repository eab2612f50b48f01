import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { withoutNpmScriptVariables } from '../prepare/node24.mjs';
import { withCheckoutLock } from '../system/checkoutLock.mjs';
import { installDebianTool } from './installDebianTool.mjs';
import { installGoFiles } from './installGoFiles.mjs';
import { installGoTool } from './installGoTool.mjs';
import { installMavenTool } from './installMavenTool.mjs';
import { installPythonTool } from './installPythonTool.mjs';
import { toolPaths } from './toolPaths.mjs';
import { stampTool, toolState } from './toolState.mjs';

/** How each kind is installed, and the program without which it cannot be. */
const KINDS = {
  go: { needs: 'go', install: installGoTool },
  'go-files': { needs: 'go', install: installGoFiles },
  'python-files': { needs: 'python3', install: installPythonTool },
  python: { needs: 'python3', install: installPythonTool },
  debian: { needs: 'apt-get', install: installDebianTool },
  maven: { needs: 'mvn', install: installMavenTool },
};

/**
 * Installs what is missing, one after the other. A tool that cannot be had does not keep the others away.
 *
 * @param {import('./recipes.mjs').Recipe[]} recipes
 * @returns {Promise<{ recipe: import('./recipes.mjs').Recipe, reason: string, failed?: boolean }[]>} what is not there
 */
export async function installTools(context, recipes) {
  const { paths, steps, shutdown } = context;
  const places = toolPaths(paths);
  const missing = recipes.filter(
    recipe => toolState(recipe, places) !== 'installed',
  );
  if (missing.length === 0) {
    return [];
  }
  const lock = {
    file: path.join(paths.tools, 'tools.lock'),
    signal: shutdown.signal,
    onWait: pid =>
      steps.line(`... waiting for process ${pid ?? '?'}, which installs tools`),
  };
  return withCheckoutLock(lock, () =>
    installEach(context, { chosen: missing, places }),
  );
}

async function installEach({ paths, steps, shutdown }, { chosen, places }) {
  const missed = [];
  for (const recipe of chosen) {
    if (toolState(recipe, places) === 'installed') {
      continue;
    }
    const { needs, install } = KINDS[recipe.kind];
    if (!isOnPath(needs)) {
      missed.push({ recipe, reason: `needs ${needs}, which is not on PATH` });
      continue;
    }
    const run = {
      logs: paths.logs,
      signal: shutdown.signal,
      exitCode: EXIT.preparation,
    };
    await steps.run(`${recipe.name} ${recipe.version}`, async step => {
      try {
        await install(recipe, { places, run });
        stampTool(recipe, places);
      } catch (error) {
        if (error.name === 'Interrupted') {
          throw error;
        }
        step.failed = true;
        missed.push({ recipe, reason: describe(error), failed: true });
      }
    });
  }
  return missed;
}

function describe(error) {
  const log = error.logFile ? ` (${error.logFile})` : '';
  return `${error.message.split('\n')[0]}${log}`;
}

function isOnPath(command) {
  const { error } = spawnSync(command, ['--help'], {
    stdio: 'ignore',
    timeout: 20_000,
    env: withoutNpmScriptVariables(process.env),
  });
  return error?.code !== 'ENOENT';
}
