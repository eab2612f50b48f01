import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';

import { parseOptions } from '../options.mjs';
import { checkoutDirectory } from '../paths.mjs';
import { readNotesOptions } from './readNotesOptions.mjs';

describe('the options of npm run notes', () => {
  it('are the documented defaults when nothing is given', () => {
    const options = parseOptions(['notes'], {});
    const { build, data, only, port, seed } = options;
    assert.deepEqual(
      { build, data, only, port, seed },
      {
        build: true,
        data: path.join(checkoutDirectory, '.data/notes'),
        only: [],
        port: 4000,
        seed: 0,
      },
    );
  });

  it('are read with a space and with an equals sign, relative to where they were typed', () => {
    const words = ['--only', 'auth, notes', '--port-base=4100', '--data=here'];
    const options = readNotesOptions([...words, '--seed', '12'], {
      INIT_CWD: '/srv',
    });
    assert.deepEqual(options.only, ['auth', 'notes']);
    assert.equal(options.port, 4100);
    assert.equal(options.data, '/srv/here');
    assert.equal(options.seed, 12);
  });

  const wrong = [
    { words: ['--prot', '1'], message: /Unknown option "--prot"/ },
    { words: ['auth'], message: /Unknown option "auth"/ },
    { words: ['--no-build=1'], message: /Unknown option "--no-build=1"/ },
    {
      words: ['--port-base', '65530'],
      message: /whole number from 1 to 65529/,
    },
    { words: ['--port-base', '4x'], message: /--port-base is "4x"/ },
    { words: ['--seed', '0'], message: /number of notes from 1 to/ },
    { words: ['--data'], message: /"--data" needs a value: a folder/ },
    { words: ['--only', '--seed', '1'], message: /"--only" needs a value/ },
  ];
  for (const { words, message } of wrong) {
    it(`refuse "${words.join(' ')}" and say the accepted form`, () => {
      assert.throws(() => readNotesOptions(words, {}), {
        exitCode: 2,
        message,
      });
    });
  }
});
