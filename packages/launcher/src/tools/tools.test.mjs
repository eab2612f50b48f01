import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import { temporaryDirectory } from '../../test/helpers.mjs';
import { tools } from '../commands/tools.mjs';
import { resolvePaths } from '../paths.mjs';
import {
  isOurDataDirectory,
  prepareDataDirectory,
} from '../system/dataDirectory.mjs';
import { Steps } from '../ui/Steps.mjs';
import { installGoTool } from './installGoTool.mjs';
import { installMavenTool } from './installMavenTool.mjs';
import { readToolsOptions } from './readToolsOptions.mjs';
import { stagingReplacements } from './readStagingReplacements.mjs';
import { RECIPES } from './recipes.mjs';
import { toolPaths } from './toolPaths.mjs';
import { stampTool, toolState } from './toolState.mjs';

const RECIPE = {
  name: 'checker',
  proves: 'nothing',
  kind: 'go',
  module: 'example.com/checker',
  version: 'v1.2.3',
  package: 'example.com/checker/cmd/checker',
  replace: ['example.com/old=example.com/new@v0.1.0'],
};

/** A `go` on PATH that writes what it was asked for into the file it should build. */
function fakeGo(t, { exitCode = 0 } = {}) {
  const bin = temporaryDirectory(t);
  fs.writeFileSync(
    path.join(bin, 'go'),
    `#!/bin/sh\nout=$5\n{ cat go.mod; echo "args: $*"; } > "$out"\nexit ${exitCode}\n`,
    { mode: 0o755 },
  );
  const before = process.env.PATH;
  process.env.PATH = `${bin}:${before}`;
  t.after(() => {
    process.env.PATH = before;
  });
}

function setup(t) {
  const paths = resolvePaths({ checkout: temporaryDirectory(t) });
  prepareDataDirectory(paths);
  return { paths, places: toolPaths(paths) };
}

function collect() {
  const lines = [];
  const stream = { write: text => lines.push(text), isTTY: false };
  return { steps: new Steps({ stream, env: {} }), text: () => lines.join('') };
}

describe('the options of the tools command', () => {
  it('takes names and switches apart', () => {
    const options = readToolsOptions(['helm', '--all', '--list']);
    assert.deepEqual(options.names, ['helm']);
    assert.equal(options.all, true);
    assert.equal(options.list, true);
  });

  it('refuses an option it does not know, and names the ones it does', () => {
    assert.throws(
      () => readToolsOptions(['--fast']),
      /"--fast".*--all, --list/,
    );
  });
});

describe('the recipes', () => {
  it('pin every tool, under a name of its own', () => {
    const names = RECIPES.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const recipe of RECIPES) {
      assert.ok(recipe.version, `${recipe.name} has no version`);
      assert.ok(recipe.proves, `${recipe.name} does not say what it proves`);
    }
  });
});

describe('building a Go tool', () => {
  it('requires exactly the pinned version in a module of its own', async t => {
    fakeGo(t);
    const { paths, places } = setup(t);
    await installGoTool(RECIPE, {
      places,
      run: { logs: paths.logs, exitCode: 1 },
    });
    const built = fs.readFileSync(path.join(places.bin, 'checker'), 'utf8');
    assert.match(built, /require example\.com\/checker v1\.2\.3/);
    assert.match(
      built,
      /replace example\.com\/old => example\.com\/new v0\.1\.0/,
    );
    assert.match(built, /args: build .* example\.com\/checker\/cmd\/checker/);
  });

  it('leaves the tool of an earlier version in place when the build fails', async t => {
    fakeGo(t, { exitCode: 3 });
    const { paths, places } = setup(t);
    fs.mkdirSync(places.bin, { recursive: true });
    fs.writeFileSync(path.join(places.bin, 'checker'), 'the old one');
    await assert.rejects(
      installGoTool(RECIPE, { places, run: { logs: paths.logs, exitCode: 1 } }),
      /exit code 3/,
    );
    assert.equal(
      fs.readFileSync(path.join(places.bin, 'checker'), 'utf8'),
      'the old one',
    );
  });

  it('takes the libraries of Kubernetes from the staging modules of the same release', () => {
    const goMod =
      'require (\n\tk8s.io/api v0.0.0\n\tk8s.io/klog/v2 v2.1.0\n\tk8s.io/utils v0.0.0-20260210185600-b8788abfbbc2\n)';
    assert.deepEqual(stagingReplacements(goMod, 'v1.36.1'), [
      'k8s.io/api=k8s.io/api@v0.36.1',
    ]);
  });
});

describe('the state of a tool', () => {
  it('tells missing, installed and another version apart', t => {
    const { places } = setup(t);
    assert.equal(toolState(RECIPE, places), 'missing');
    fs.mkdirSync(places.bin, { recursive: true });
    fs.writeFileSync(path.join(places.bin, 'checker'), '');
    stampTool(RECIPE, places);
    assert.equal(toolState(RECIPE, places), 'installed');
    assert.equal(
      toolState({ ...RECIPE, version: 'v2.0.0' }, places),
      'other version',
    );
  });
});

describe('the tools command', () => {
  it('lists every tool with its state and installs nothing', async t => {
    const { paths } = setup(t);
    const { steps, text } = collect();
    const exitCode = await tools({
      paths,
      steps,
      shutdown: { signal: new AbortController().signal },
      options: readToolsOptions(['--list', '--all']),
    });
    assert.equal(exitCode, 0);
    assert.match(text(), /helm\s+v4\.\S+\s+missing/);
  });

  it('names a tool it does not know, and the ones there are', async t => {
    const { paths } = setup(t);
    const { steps } = collect();
    await assert.rejects(
      tools({ paths, steps, options: readToolsOptions(['nope']) }),
      /no tool "nope".*helm/,
    );
  });

  it('makes a data directory that the portal takes for its own afterwards', async t => {
    fakeGo(t, { exitCode: 3 });
    const paths = resolvePaths({ checkout: temporaryDirectory(t) });
    const { steps } = collect();
    await tools({
      paths,
      steps,
      shutdown: { signal: new AbortController().signal },
      options: readToolsOptions(['helm']),
    });
    assert.ok(isOurDataDirectory(paths.data));
  });

  it('goes on after a failed build, names it and fails at the end', async t => {
    fakeGo(t, { exitCode: 3 });
    const { paths } = setup(t);
    const { steps, text } = collect();
    const exitCode = await tools({
      paths,
      steps,
      shutdown: { signal: new AbortController().signal },
      options: readToolsOptions(['helm', 'kustomize']),
    });
    assert.notEqual(exitCode, 0);
    assert.match(text(), /0 ready, 2 not installed/);
    assert.match(text(), /kustomize: .*exit code 3/);
  });
});

describe('a tool from the Maven repository', () => {
  const recipe = {
    name: 'broker',
    proves: 'nothing',
    kind: 'maven',
    version: '1.2.3',
    artifacts: ['org.example:broker:1.2.3'],
  };

  /** An `mvn` on PATH that copies the project it was given as its only library. */
  function fakeMaven(t, exitCode = 0) {
    const bin = temporaryDirectory(t);
    fs.writeFileSync(
      path.join(bin, 'mvn'),
      `#!/bin/sh\nfor last; do :; done\nout=\${last#*=}\nmkdir -p "$out"\ncp pom.xml "$out/broker.jar"\nexit ${exitCode}\n`,
      { mode: 0o755 },
    );
    const before = process.env.PATH;
    process.env.PATH = `${bin}:${before}`;
    t.after(() => {
      process.env.PATH = before;
    });
  }

  const run = paths => ({
    logs: paths.logs,
    signal: new AbortController().signal,
    exitCode: 4,
  });

  it('lies with its libraries and a command that runs their classes', async t => {
    fakeMaven(t);
    const { paths, places } = setup(t);
    await installMavenTool(recipe, { places, run: run(paths) });
    const command = path.join(places.bin, 'broker');
    assert.match(fs.readFileSync(command, 'utf8'), /java\/broker\/\*" "\$@"$/m);
    assert.ok(fs.statSync(command).mode & 0o100);
    assert.match(
      fs.readFileSync(path.join(places.java, 'broker', 'broker.jar'), 'utf8'),
      /<groupId>org.example<\/groupId><artifactId>broker<\/artifactId><version>1.2.3</,
    );
    stampTool(recipe, places);
    assert.equal(toolState(recipe, places), 'installed');
  });

  it('is not there when Maven fails', async t => {
    fakeMaven(t, 1);
    const { paths, places } = setup(t);
    await assert.rejects(installMavenTool(recipe, { places, run: run(paths) }));
    assert.equal(toolState(recipe, places), 'missing');
  });
});
