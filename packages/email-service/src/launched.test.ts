import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parseEnv } from 'node:util';
import { config } from './config.ts';

/** What is used of the launcher, which is plain JavaScript without types. */
interface Launcher {
  SERVICES: readonly { readonly name: string; readonly offset: number }[];
  notesPaths(paths: { data: string }): { readonly outbox: string };
  serviceEnvironment(service: unknown, options: object): NodeJS.Dict<string>;
}

async function loadLauncher(): Promise<Launcher> {
  const folder = new URL('../../launcher/src/notes/', import.meta.url);
  const names = ['serviceEnvironment', 'serviceList', 'notesPaths'];
  const parts = await Promise.all(
    names.map(
      name =>
        import(new URL(`${name}.mjs`, folder).href) as Promise<
          Partial<Launcher>
        >,
    ),
  );
  return Object.assign({}, ...parts) as Launcher;
}

describe('what npm run notes tells email-service', () => {
  it('puts the outbox and the port where the launcher looks for them', async () => {
    const launcher = await loadLauncher();
    const places = launcher.notesPaths({ data: '/srv/notes' });
    const told = launcher.serviceEnvironment(
      launcher.SERVICES.find(({ name }) => name === 'email-service'),
      {
        ...{ paths: { compileCache: '/srv/compiled' }, places, rings: [] },
        ...{ portBase: 5_000, node: process.execPath, env: {} },
      },
    );
    // Nobody has written the files of secrets here; development.env stands in for them.
    const settings = Object.entries(told).filter(
      ([name]) => !name.endsWith('_FILE'),
    );
    const file = readFileSync(new URL('../development.env', import.meta.url));
    const read = config.load({
      ...parseEnv(file.toString()),
      ...Object.fromEntries(settings),
    });
    assert.equal(read.OUTBOX_DIRECTORY, places.outbox);
    assert.equal(read.PORT, 5_004);
    assert.equal(read.PUBLIC_URL, 'http://localhost:5000');
  });
});
