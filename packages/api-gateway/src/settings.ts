import {
  commonSettings,
  defineConfig,
  keyRing,
  milliseconds,
  redisSettings,
} from '@notes/service-kit';
import { z } from 'zod';
import { parseRoutes, ROUTES_FORM } from './domain/parseRoutes.ts';
import { parseCidrs } from './waf/parseCidrs.ts';
import { isRuleId, RULE_IDS } from './waf/ruleIds.ts';

/** Turns a text into a value; what the function throws becomes the message of the setting. */
function parsed<T>(parse: (text: string) => T) {
  return z.string().transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
  });
}

function count(options: { least: number; most: number; usual: number }) {
  const { least, most, usual } = options;
  const error = `expected a whole number from ${least} to ${most}`;
  return z.coerce
    .number({ error })
    .int({ error })
    .min(least, { error })
    .max(most, { error })
    .default(usual);
}

function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '');
}

function parseOrigins(text: string): ReadonlySet<string> {
  const origins = wordsOf(text);
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new Error('expected https://host[:port], several with commas');
    }
  }
  return new Set(origins);
}

function parseRules(text: string): ReadonlySet<string> {
  const words = wordsOf(text);
  if (words.includes('all')) return new Set(RULE_IDS);
  if (words.every(isRuleId)) return new Set(words);
  throw new Error(`expected all, or some of ${RULE_IDS.join(', ')}`);
}

export const settings = {
  ...commonSettings,
  ...redisSettings,
  JWT_KEYS: keyRing.describe(
    'Keys that verify access tokens; auth-service signs with the same ring',
  ),
  IDENTITY_KEYS: keyRing.describe(
    'Keys that sign who the caller is, from the gateway to a service',
  ),
  ROUTES: parsed(parseRoutes)
    .prefault('{}')
    .describe(`What differs from the defaults, as JSON: \`${ROUTES_FORM}\``),
  RATE_LIMIT_PER_SECOND: count({ least: 1, most: 100_000, usual: 10 }).describe(
    'Requests of one address within any second',
  ),
  QUOTA_PER_MINUTE: count({ least: 1, most: 1_000_000, usual: 600 }).describe(
    'Requests of one user within a minute',
  ),
  CORS_ORIGINS: parsed(parseOrigins)
    .prefault('')
    .describe('Origins whose pages may call the API, with commas'),
  CANARY_PERMISSION: z
    .string()
    .regex(/^[a-z]+:[a-z]+$/, 'expected a permission such as config:write')
    .default('config:write')
    .describe('Permission that may choose a side with X-Notes-Canary'),
  WAF_REPORT_ONLY: parsed(parseRules)
    .prefault('')
    .describe('Rules that only report, with commas; `all` for every rule'),
  WAF_BLOCKED_IPS: parsed(parseCidrs)
    .prefault('')
    .describe('Addresses and networks that are refused, with commas'),
  WAF_ALLOWED_IPS: parsed(parseCidrs)
    .prefault('')
    .describe('When set, only these addresses and networks are let in'),
  WAF_JSON_PREFIX_BYTES: count({
    least: 0,
    most: 1_048_576,
    usual: 16_384,
  }).describe('How much of a JSON body the rules read; 0 for nothing'),
  DOCUMENTS_MAX_AGE_MS: milliseconds()
    .default(30_000)
    .describe('How long the merged API document is kept'),
} satisfies z.ZodRawShape;

export type Config = Readonly<z.infer<z.ZodObject<typeof settings>>>;

export const config = defineConfig({ settings });
