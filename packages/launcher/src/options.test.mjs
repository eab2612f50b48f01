import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';

import { parseOptions } from './options.mjs';

const typedIn = { INIT_CWD: '/home/dev/checkout' };

describe('parseOptions', () => {
  it('uses the documented defaults when nothing is given', () => {
    const options = parseOptions(['start'], {});
    assert.equal(options.port, 7007);
    assert.equal(options.data, undefined);
    assert.equal(options.build, true);
    assert.deepEqual(
      [options.open, options.reset, options.yes],
      [false, false, false],
    );
  });

  it('reads flags with a space and with an equals sign, relative to the folder they were typed in', () => {
    const options = parseOptions(
      ['start', '--port', '7010', '--data=work', '--no-build', '--open'],
      typedIn,
    );
    assert.equal(options.port, 7010);
    assert.equal(options.data, path.resolve('/home/dev/checkout/work'));
    assert.equal(options.build, false);
    assert.equal(options.open, true);
  });

  it('reads the environment, and lets a flag win over it', () => {
    const env = {
      PORTAL_PORT: '7011',
      PORTAL_NO_BUILD: '1',
      PORTAL_DATA: '/srv/data',
      PORTAL_CONFIG: '/a.yaml, /b.yaml',
    };
    assert.equal(parseOptions(['start'], env).port, 7011);
    assert.equal(parseOptions(['start', '--port=7012'], env).port, 7012);
    assert.equal(parseOptions(['start'], env).data, '/srv/data');
    assert.equal(parseOptions(['start'], env).build, false);
    assert.deepEqual(parseOptions(['start'], env).config, [
      '/a.yaml',
      '/b.yaml',
    ]);
  });

  const npmCases = [
    {
      reason: 'npm start --port=7013',
      env: { npm_config_port: '7013' },
      argv: [],
      key: 'port',
      value: 7013,
    },
    {
      reason: 'npm start --port 7013',
      env: { npm_config_port: 'true' },
      argv: ['7013'],
      key: 'port',
      value: 7013,
    },
    {
      reason: 'npm start --open',
      env: { npm_config_open: 'true' },
      argv: [],
      key: 'open',
      value: true,
    },
    {
      reason: 'npm start --no-build',
      env: { npm_config_build: '' },
      argv: [],
      key: 'build',
      value: false,
    },
    {
      reason: 'npm start --data=/x',
      env: { npm_config_data: '/x' },
      argv: [],
      key: 'data',
      value: '/x',
    },
    {
      reason: 'npm start --data /x',
      env: { npm_config_data: 'true' },
      argv: ['/x'],
      key: 'data',
      value: '/x',
    },
    {
      reason: 'npm run reset --yes',
      env: { npm_config_yes: 'true' },
      argv: [],
      key: 'yes',
      value: true,
    },
  ];
  for (const { reason, env, argv, key, value } of npmCases) {
    it(`understands a forgotten "--": ${reason}`, () => {
      assert.equal(parseOptions(['start', ...argv], env)[key], value);
    });
  }

  const badCases = [
    { argv: ['launch'], message: /Unknown command "launch".*start, dev/ },
    { argv: ['start', '--prot', '1'], message: /Unknown option "--prot"/ },
    { argv: ['start', 'extra'], message: /Unknown option "extra"/ },
    {
      argv: ['start', '--port', 'abc'],
      message: /--port is "abc"; it must be a whole number from 1 to 65535/,
    },
    { argv: ['start', '--port', '70000'], message: /--port is "70000"/ },
    { argv: ['start', '--port', '0'], message: /--port is "0"/ },
    { argv: ['start', '--port'], message: /"--port" needs a value/ },
    { argv: ['start', '--data', '--open'], message: /"--data" needs a value/ },
    {
      argv: ['start', '--open=maybe'],
      message: /--open is "maybe"; it must be true or false/,
    },
    {
      argv: ['start'],
      env: { PORTAL_PORT: '-5' },
      message: /PORTAL_PORT is "-5"/,
    },
    {
      argv: ['start'],
      env: { PORTAL_OPEN: 'perhaps' },
      message: /PORTAL_OPEN is "perhaps"/,
    },
  ];
  for (const { argv, env = {}, message } of badCases) {
    it(`refuses ${JSON.stringify(argv)} ${JSON.stringify(env)} with exit code 2`, () => {
      assert.throws(
        () => parseOptions(argv, env),
        error => error.exitCode === 2 && message.test(error.message),
      );
    });
  }

  it('leaves the options of the bench to the bench', () => {
    assert.deepEqual(
      parseOptions(['bench', 'docs', '--rounds', '3'], {}).rest,
      ['docs', '--rounds', '3'],
    );
  });
});
