import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { z } from 'zod';
import { commonSettings, databaseSettings, redisSettings } from './settings.ts';

const README = new URL('../../README.md', import.meta.url);

function rowOf([name, setting]: [string, z.ZodType]): string {
  const byDefault = setting.safeParse(undefined) as {
    success: boolean;
    data?: string | number;
  };
  const value =
    byDefault.success && byDefault.data !== undefined
      ? `\`${String(byDefault.data)}\``
      : byDefault.success
        ? 'none'
        : 'required';
  return `| \`${name}\` | ${value} | ${setting.description ?? ''} |`;
}

test('the README lists each setting with its default and meaning', () => {
  const settings = { ...commonSettings, ...databaseSettings, ...redisSettings };
  const expected = Object.entries(settings).map(rowOf);
  const [, after = ''] = readFileSync(README, 'utf8').split('<!-- settings:');
  const rows = after
    .split('\n\n')
    .find(block => block.startsWith('|'))
    ?.split('\n')
    .map(row => row.replaceAll(/ +/g, ' '))
    .slice(2);
  assert.deepEqual(rows, expected);
});
