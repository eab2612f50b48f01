import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import { findFreePort } from '../src/system/ports.mjs';
import {
  cleanEnvironment,
  FIXTURES,
  PORTAL,
  runNode,
  temporaryDirectory,
} from './helpers.mjs';

const run = (t, args, env) =>
  runNode(t, [PORTAL, ...args], { env: cleanEnvironment(env) });

describe('the command line', () => {
  it('explains itself with --help', async t => {
    const { code, output } = await run(t, ['--help']).ended;
    assert.equal(code, 0);
    assert.match(output, /npm start[^]*PORTAL_PORT/);
  });

  it('answers an unknown option with the usage and exit code 2', async t => {
    const { code, output } = await run(t, ['start', '--prot', '1']).ended;
    assert.equal(code, 2);
    assert.match(output, /Unknown option "--prot"[^]*--port N/);
  });

  it('names the checks when --only names none of them', async t => {
    const { code, output } = await run(t, ['test', '--only', 'nope']).ended;
    assert.equal(code, 2);
    assert.match(output, /There is no check "nope"\. Use one of: format, lint/);
  });
});

describe('reset', () => {
  function setup(t, { isOurs }) {
    const data = path.join(temporaryDirectory(t), 'data');
    fs.mkdirSync(data);
    fs.writeFileSync(path.join(data, 'precious.txt'), 'x');
    if (isOurs) {
      const marker = JSON.stringify({ createdBy: 'notes-portal' });
      fs.writeFileSync(path.join(data, '.notes-portal-data'), marker);
    }
    return data;
  }

  it('asks first, and without a terminal wants --yes', async t => {
    const data = setup(t, { isOurs: true });
    const refused = await run(t, ['reset', '--data', data]).ended;
    assert.equal(refused.code, 2);
    assert.match(refused.output, /Add --yes/);
    assert.ok(fs.existsSync(path.join(data, 'precious.txt')));
    assert.equal(
      (await run(t, ['reset', '--data', data, '--yes']).ended).code,
      0,
    );
    assert.equal(fs.existsSync(data), false);
  });

  it('never deletes a folder it did not make', async t => {
    const data = setup(t, { isOurs: false });
    const { code, output } = await run(t, ['reset', '--data', data, '--yes'])
      .ended;
    assert.equal(code, 2);
    assert.match(output, /was not made by this portal/);
    assert.ok(fs.existsSync(path.join(data, 'precious.txt')));
  });
});

describe('doctor', () => {
  it('says in JSON what it found, and changes nothing', async t => {
    const data = path.join(temporaryDirectory(t), 'data');
    const port = await findFreePort();
    const args = ['doctor', '--json', '--data', data, '--port', String(port)];
    const { output } = await run(t, args).ended;
    const { parts } = JSON.parse(output);
    const state = id => parts.find(part => part.id === id)?.state;
    assert.equal(state('git'), 'ok');
    assert.equal(state('port'), 'ok');
    assert.equal(state('portal'), 'not-connected');
    assert.equal(state('connections'), 'not-connected');
    assert.ok(parts.every(({ state: is, fix }) => is === 'ok' || fix));
    assert.equal(fs.existsSync(data), false);
  });

  it('exits with 1 and names the holder when the port is broken', async t => {
    const port = await findFreePort();
    const script = path.join(FIXTURES, 'holdPort.mjs');
    const holder = runNode(t, [script, String(port), '127.0.0.1']);
    await holder.saw('listening');
    const data = path.join(temporaryDirectory(t), 'data');
    const { code, output } = await run(t, [
      'doctor',
      '--data',
      data,
      '--port',
      String(port),
    ]).ended;
    assert.equal(code, 1);
    assert.match(
      output,
      new RegExp(`Port ${port} +broken +process ${holder.child.pid}`),
    );
  });

  it('calls a database that does not answer broken', async t => {
    const data = path.join(temporaryDirectory(t), 'data');
    const env = {
      POSTGRES_HOST: '127.0.0.1',
      POSTGRES_PORT: String(await findFreePort()),
    };
    const { code, output } = await run(t, ['doctor', '--data', data], env)
      .ended;
    assert.equal(code, 1);
    assert.match(
      output,
      /PostgreSQL +broken +The database at .* cannot be reached: connection refused/,
    );
  });
});
