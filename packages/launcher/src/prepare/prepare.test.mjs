import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import { temporaryDirectory } from '../../test/helpers.mjs';
import { resolvePaths } from '../paths.mjs';
import {
  frontendFingerprint,
  reasonToBuild,
  topLevelBlock,
} from './frontendBuild.mjs';
import {
  ensureNode,
  findToolsNode,
  PINNED_NODE,
  withoutNpmScriptVariables,
} from './node24.mjs';
import {
  findYarnRelease,
  installFingerprint,
  reasonToInstall,
  yarnEnvironment,
} from './yarnInstall.mjs';

/** A small checkout with one workspace of each kind that matters. */
function setup(t) {
  const checkout = temporaryDirectory(t);
  const write = (file, content) => {
    const absolute = path.join(checkout, file);
    fs.mkdirSync(path.dirname(absolute), { recursive: true });
    fs.writeFileSync(
      absolute,
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  };
  write('package.json', { workspaces: ['packages/*', 'plugins/*'] });
  write('yarn.lock', 'lock 1');
  write('app-config.yaml', 'app:\n  title: One\nbackend:\n  listen: 1\n');
  write('packages/app/package.json', {
    name: 'app',
    backstage: { role: 'frontend' },
  });
  write('packages/app/src/App.tsx', 'app');
  write('plugins/x/package.json', {
    name: 'x',
    backstage: { role: 'frontend-plugin' },
  });
  write('plugins/x/src/index.ts', 'x');
  write('plugins/x-backend/package.json', {
    name: 'xb',
    backstage: { role: 'backend-plugin' },
  });
  write('plugins/x-backend/src/index.ts', 'xb');
  const paths = resolvePaths({ checkout });
  const finishInstall = () =>
    write('node_modules/.notes-install.json', {
      fingerprint: installFingerprint(paths),
    });
  const finishBuild = () => {
    write('packages/app/dist/index.html', '<html>');
    write('packages/app/dist/.notes-build.json', {
      fingerprint: frontendFingerprint(checkout),
    });
  };
  return { checkout, paths, write, finishInstall, finishBuild };
}

describe('reasonToInstall', () => {
  it('installs when nothing is there', t => {
    assert.equal(reasonToInstall(setup(t).paths), 'nothing is installed yet');
  });

  it('installs again when the last install was killed half-way', t => {
    const { paths, write } = setup(t);
    write('node_modules/react/package.json', '{}');
    assert.equal(reasonToInstall(paths), 'the last install did not finish');
  });

  it('installs again when the marker itself is half-written', t => {
    const { paths, write } = setup(t);
    write('node_modules/.notes-install.json', '{"fingerpr');
    assert.equal(reasonToInstall(paths), 'the last install did not finish');
  });

  it('does nothing when nothing changed', t => {
    const { paths, finishInstall, write } = setup(t);
    finishInstall();
    write('plugins/x/src/index.ts', 'changed source');
    assert.equal(reasonToInstall(paths), undefined);
  });

  for (const file of ['yarn.lock', 'plugins/x/package.json', '.yarnrc.yml']) {
    it(`installs when ${file} changes`, t => {
      const { paths, finishInstall, write } = setup(t);
      finishInstall();
      write(file, '{"changed": true}');
      assert.equal(reasonToInstall(paths), 'dependencies changed');
    });
  }
});

describe('reasonToBuild', () => {
  it('builds when there is no build, and when one was killed half-way', t => {
    const { paths, write } = setup(t);
    assert.equal(reasonToBuild(paths), 'not built yet');
    write('packages/app/dist/index.html', '<html>');
    assert.equal(reasonToBuild(paths), 'the last build did not finish');
  });

  const cases = [
    {
      file: 'packages/app/src/App.tsx',
      builds: true,
      reason: 'the app changed',
    },
    {
      file: 'plugins/x/src/index.ts',
      builds: true,
      reason: 'a browser plugin changed',
    },
    { file: 'plugins/x/src/new.ts', builds: true, reason: 'a file was added' },
    { file: 'yarn.lock', builds: true, reason: 'a dependency changed' },
    {
      file: 'plugins/x-backend/src/index.ts',
      builds: false,
      reason: 'a backend plugin runs from source',
    },
    {
      file: 'plugins/x/src/index.test.ts',
      builds: false,
      reason: 'a test is not bundled',
    },
    {
      file: 'plugins/x/README.md',
      builds: false,
      reason: 'a README is not bundled',
    },
  ];
  for (const { file, builds, reason } of cases) {
    it(`${builds ? 'builds' : 'does not build'} after a change of ${file}: ${reason}`, t => {
      const { paths, finishBuild, write } = setup(t);
      finishBuild();
      assert.equal(reasonToBuild(paths), undefined);
      write(file, 'changed');
      assert.equal(
        reasonToBuild(paths),
        builds ? 'sources changed' : undefined,
      );
    });
  }

  it('looks at the app part of the configuration only', t => {
    const { paths, finishBuild, write } = setup(t);
    finishBuild();
    write('app-config.yaml', 'app:\n  title: One\nbackend:\n  listen: 2\n');
    assert.equal(reasonToBuild(paths), undefined);
    write('app-config.yaml', 'app:\n  title: Two\nbackend:\n  listen: 2\n');
    assert.equal(reasonToBuild(paths), 'sources changed');
  });
});

describe('topLevelBlock', () => {
  it('ends at the next key and is empty without the key', t => {
    const { write, checkout } = setup(t);
    write(
      'c.yaml',
      '# about\napp:\n  a: 1\n\n  b: 2\norganization:\n  name: x\n',
    );
    assert.equal(
      topLevelBlock(path.join(checkout, 'c.yaml'), 'app'),
      'app:\n  a: 1\n\n  b: 2',
    );
    assert.equal(topLevelBlock(path.join(checkout, 'c.yaml'), 'techdocs'), '');
  });
});

describe('ensureNode', () => {
  it('uses the running Node when it is one the portal accepts', async t => {
    const { paths } = setup(t);
    const found = await ensureNode({
      paths,
      running: { path: '/usr/bin/node', version: '22.4.0' },
    });
    assert.deepEqual(found, {
      node: '/usr/bin/node',
      version: '22.4.0',
      source: 'running',
    });
  });

  it('does not take a half-written Node for a finished one', t => {
    const { paths, write } = setup(t);
    write(`.tools/node-${PINNED_NODE}/bin/node`, 'half of a binary');
    fs.chmodSync(path.join(paths.tools, `node-${PINNED_NODE}/bin/node`), 0o755);
    assert.equal(findToolsNode(paths), undefined);
  });

  it('uses a fetched Node of the pinned version', async t => {
    const { paths, write } = setup(t);
    write(
      `.tools/node-${PINNED_NODE}/bin/node`,
      `#!/bin/sh\necho v${PINNED_NODE}\n`,
    );
    fs.chmodSync(path.join(paths.tools, `node-${PINNED_NODE}/bin/node`), 0o755);
    const found = await ensureNode({
      paths,
      running: { path: '/usr/bin/node', version: '20.1.0' },
    });
    assert.equal(found.source, 'tools');
    assert.equal(found.version, PINNED_NODE);
  });
});

describe('withoutNpmScriptVariables', () => {
  it('drops what steers npm and keeps where packages come from', () => {
    const env = {
      PATH: '/bin',
      npm_config_port: '1',
      npm_config_data: 'x',
      npm_config_registry: 'https://r',
      npm_lifecycle_event: 'start',
    };
    assert.deepEqual(withoutNpmScriptVariables(env), {
      PATH: '/bin',
      npm_config_registry: 'https://r',
    });
  });
});

describe('yarnEnvironment', () => {
  it('trusts the authorities of the system unless told otherwise', () => {
    const node = '/somewhere/bin/node';
    assert.equal(yarnEnvironment(node, {}).NODE_USE_SYSTEM_CA, '1');
    const told = yarnEnvironment(node, { NODE_USE_SYSTEM_CA: '0' });
    assert.equal(told.NODE_USE_SYSTEM_CA, '0');
  });
});

describe('findYarnRelease', () => {
  it('names the folder and the remedy when the release is missing', t => {
    const { checkout } = setup(t);
    assert.throws(
      () => findYarnRelease(checkout),
      error => {
        assert.equal(error.exitCode, 8);
        assert.match(error.message, /no yarn-\*\.cjs in .*\.yarn\/releases/);
        assert.match(error.hint, /git checkout/);
        return true;
      },
    );
  });
});
