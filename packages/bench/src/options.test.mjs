import assert from 'node:assert/strict';
import test from 'node:test';

import { MEASUREMENT_NAMES, needsPortal, parseOptions } from './options.mjs';

const env = { INIT_CWD: '/typed/in' };

test('without arguments everything is measured at 1,000 and 10,000 entities', () => {
  const options = parseOptions([], env);
  assert.deepEqual(options.names, MEASUREMENT_NAMES);
  assert.deepEqual(options.entities, [1000, 10000]);
  assert.equal(options.stock, undefined);
});

test('the portal is built only for what measures it', () => {
  assert.equal(needsPortal(['notes', 'docs']), false);
  assert.equal(needsPortal(['notes', 'page']), true);
});

test('names, values and paths relative to the typed folder are read', () => {
  const options = parseOptions(
    ['catalog', '--stock', '../ref', '--entities=50', '--json', 'out.json'],
    env,
  );
  assert.deepEqual(options.names, ['catalog']);
  assert.deepEqual(options.entities, [50]);
  assert.equal(options.stock, '/typed/ref');
  assert.equal(options.json, '/typed/in/out.json');
});

test('the stock build may come from the environment, and the flag wins', () => {
  const given = { ...env, STOCK_APP: '/env' };
  assert.equal(parseOptions([], given).stock, '/env');
  assert.equal(parseOptions(['--stock', '/flag'], given).stock, '/flag');
});

for (const { argv, message } of [
  { argv: ['nonsense'], message: /Unknown measurement "nonsense".*catalog/ },
  {
    argv: ['--nonsense', '1'],
    message: /Unknown option "--nonsense".*--stock/,
  },
  { argv: ['--stock'], message: /"--stock" needs a value/ },
  { argv: ['--stock', '--json'], message: /"--stock" needs a value/ },
  { argv: ['--entities', '10,x'], message: /--entities has "x".*1 to 100000/ },
  { argv: ['--rounds', '0'], message: /--rounds has "0".*1 to 20/ },
  { argv: ['--samples', '4'], message: /--samples has "4".*5 to 50/ },
]) {
  test(`${argv.join(' ')} is refused with what is accepted`, () => {
    assert.throws(() => parseOptions(argv, env), { message });
  });
}
