import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commonSettings } from '@notes/service-kit';
import type { z } from 'zod';
import { parseRoutes } from './domain/parseRoutes.ts';
import { settings } from './settings.ts';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** Defaults that are parsed have no short form of their own. */
const PARSED = new Set([
  'ROUTES',
  'CORS_ORIGINS',
  'WAF_REPORT_ONLY',
  'WAF_BLOCKED_IPS',
  'WAF_ALLOWED_IPS',
]);

function defaultOf(name: string, setting: z.ZodType): string {
  if (PARSED.has(name)) return 'none';
  const result = setting.safeParse(undefined) as {
    success: boolean;
    data?: string | number;
  };
  if (!result.success) return 'required';
  return result.data === undefined ? 'none' : `\`${String(result.data)}\``;
}

test('the README lists each setting of the gateway with its default and meaning', () => {
  const own = Object.entries(settings as Record<string, z.ZodType>).filter(
    ([name]) => !(name in commonSettings) || name === 'IDENTITY_KEYS',
  );
  const expected = own.map(
    ([name, setting]) =>
      `| \`${name}\` | ${defaultOf(name, setting)} | ${setting.description ?? ''} |`,
  );
  const rows = README.split('<!-- settings:')[1]
    ?.split('\n\n')
    .find(block => block.startsWith('|'))
    ?.split('\n')
    .map(row => row.replaceAll(/ +/g, ' '))
    .slice(2);
  assert.deepEqual(rows, expected);
});

test('the route in the README is the default one', () => {
  const text = /```json\n([^]*?)```/.exec(README)?.[1] ?? '';
  const shown = JSON.parse(text) as { notes: { canary?: unknown } };
  delete shown.notes.canary;
  assert.deepEqual(parseRoutes(JSON.stringify(shown)), parseRoutes('{}'));
});
