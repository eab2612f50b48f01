import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';

import { notesPaths } from '../src/notes/notesPaths.mjs';
import { ADMIN_EMAIL } from '../src/notes/serviceEnvironment.mjs';
import { isInCheckout, SERVICES } from '../src/notes/serviceList.mjs';
import { tourSteps } from '../src/notes/tour.mjs';
import { checkoutDirectory } from '../src/paths.mjs';
import { getJson } from '../src/system/getJson.mjs';
import { isAlive, temporaryDirectory, waitFor } from './helpers.mjs';
import {
  findPortBase,
  pasteTour,
  printedTour,
  runNotes,
  secretsOf,
  withoutCurl,
} from './notesHelpers.mjs';

const READY = 'Press Ctrl-C to stop';
const SEEDED = 6;
const { Client } = createRequire(
  path.join(checkoutDirectory, 'packages/service-kit/package.json'),
)('pg');
const missing = SERVICES.filter(one => !isInCheckout(one, checkoutDirectory));

const readState = data =>
  JSON.parse(fs.readFileSync(path.join(data, 'state.json'), 'utf8'));

async function connect(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

describe('npm run notes', { timeout: 600_000 }, () => {
  let data;
  let portBase;
  let places;
  let running;

  // One start serves all tests: they look at it in turn, and the last ones end it.
  const cleanups = [];
  const suite = { after: cleanup => cleanups.push(cleanup) };
  after(async () => {
    for (const cleanup of cleanups.reverse()) {
      await cleanup();
    }
  });
  before(async () => {
    data = path.join(temporaryDirectory(suite), 'notes');
    places = notesPaths({ data });
    portBase = await findPortBase();
    running = runNotes(suite, {
      data,
      portBase,
      args: ['--seed', String(SEEDED)],
    });
    await running.saw(READY, 300_000);
  });

  it('starts every service of the checkout, and names those that are not in it', () => {
    const output = running.output();
    for (const service of SERVICES) {
      const { name, offset } = service;
      const expected = missing.includes(service)
        ? `${name} is not in this checkout`
        : new RegExp(
            `${name} +ready +[\\d.]+ s +http://localhost:${portBase + offset}`,
          );
      assert.match(output, new RegExp(expected));
    }
    assert.match(output, new RegExp(`password in ${places.adminPassword}`));
  });

  describe('its tour', { skip: withoutCurl() }, () => {
    const options = () => ({
      portBase,
      adminEmail: ADMIN_EMAIL,
      adminPasswordFile: places.adminPassword,
    });
    const shown = new Map();
    before(async () => {
      const tour = printedTour(running.output());
      const answers = await pasteTour(tour);
      tour.forEach(({ title }, index) => shown.set(title, answers[index]));
    });

    const named = tourSteps({
      portBase: 4000,
      adminEmail: ADMIN_EMAIL,
      adminPasswordFile: 'x',
    });
    for (const [index, { title: name }] of named.entries()) {
      it(name, t => {
        const { needs, shows, title } = tourSteps(options())[index];
        const absent = missing.find(service =>
          needs.some(word =>
            [`${word}-service`, `api-${word}`].includes(service.name),
          ),
        );
        if (absent) {
          t.skip(`${absent.name} is not in this checkout`);
          return;
        }
        assert.match(shown.get(title) ?? '(not in the tour)', shows);
      });
    }
  });

  it('lets each database be opened by its own role alone', async () => {
    const own = fs.readFileSync(places.databaseUrl('auth'), 'utf8').trim();
    const client = await connect(own);
    const { rows } = await client.query('SELECT current_user AS name');
    await client.end();
    assert.deepEqual(rows, [{ name: 'auth' }]);
    for (const other of ['notes', 'bus', 'postgres', 'portal', 'template1']) {
      const url = own.replace(/\/auth$/, `/${other}`);
      await assert.rejects(connect(url), { code: '42501' }, other);
    }
  });

  it('writes the demo notes that --seed asks for', async () => {
    const url = fs.readFileSync(places.databaseUrl('notes'), 'utf8').trim();
    const client = await connect(url);
    const { rows } = await client.query(
      `SELECT count(*)::int AS notes, count(DISTINCT owner_id)::int AS people FROM notes WHERE title LIKE '% for the %'`,
    );
    await client.end();
    assert.deepEqual(rows, [{ notes: SEEDED, people: 3 }]);
  });

  it('starts a service again that was killed', async () => {
    process.kill(readState(data).services['auth-service'].pid, 'SIGKILL');
    await running.saw('auth-service is back on port', 120_000);
    const { status } = await getJson({ port: portBase + 1, path: '/ready' });
    assert.equal(status, 200);
  });

  it('refuses a second start on the same data, and one on the same ports', async t => {
    const same = await runNotes(t, { data, portBase: portBase + 10 }).ended;
    assert.equal(same.code, 4);
    assert.match(
      same.output,
      /Notes already runs at http.*--port-base and --data/s,
    );
    const other = path.join(temporaryDirectory(t), 'notes');
    const busy = await runNotes(t, { data: other, portBase }).ended;
    assert.equal(busy.code, 3);
    assert.match(
      busy.output,
      new RegExp(`Port ${portBase} is busy: process \\d+`),
    );
  });

  it('recovers what a kill -9 left, with every note', async t => {
    const before9 = readState(data);
    process.kill(before9.launcher.pid, 'SIGKILL');
    await running.ended;
    const args = ['--only', 'auth,notes', '--seed', String(SEEDED)];
    const second = runNotes(t, { data, portBase, args });
    await second.saw(READY, 180_000);
    assert.match(second.output(), /An earlier start was killed; stopped/);
    const url = fs.readFileSync(places.databaseUrl('notes'), 'utf8').trim();
    const client = await connect(url);
    const { rows } = await client.query(
      `SELECT count(*)::int AS notes FROM notes WHERE title LIKE '% for the %'`,
    );
    await client.end();
    assert.deepEqual(
      rows,
      [{ notes: SEEDED }],
      'the same seed writes nothing new',
    );

    const { launcher, postgres, services } = readState(data);
    process.kill(launcher.pid, 'SIGINT');
    const { code, output } = await second.ended;
    assert.equal(code, 0, output);
    assert.match(output, /Stopped\.\n$/);
    const all = [
      ...Object.values(services),
      ...Object.values(before9.services),
    ];
    for (const { pid } of [postgres, before9.postgres, ...all]) {
      await waitFor(() => !isAlive(pid), { what: () => `the end of ${pid}` });
    }
  });

  it('prints and logs no secret', () => {
    const logs = path.join(data, 'logs');
    const written = fs
      .readdirSync(logs)
      .map(name => fs.readFileSync(path.join(logs, name), 'utf8'));
    const text = [running.output(), ...written].join('\n');
    assert.ok(written.length > 3);
    for (const secret of secretsOf(data)) {
      assert.equal(text.includes(secret), false, 'a secret is in the output');
    }
  });
});
