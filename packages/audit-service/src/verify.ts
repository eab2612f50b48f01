/**
 * Verifies the chain of audit records, and ends with 1 when it is broken and with 2 when it could not be verified:
 *
 *     yarn workspace @notes/audit-service verify [--from N] [--to N] [--checkpoint TOKEN]...
 */
import { parseArgs } from 'node:util';
import { ConfigError, defineConfig } from '@notes/service-kit';
import { Pool } from 'pg';
import { z } from 'zod';
import { chainSettings } from './config.ts';
import { verifyChain, type Verdict } from './data/verifyChain.ts';

const place = z.coerce
  .number({ error: 'expected the number of a record, from 1' })
  .int()
  .min(1)
  .optional();
const form = z
  .object({
    from: place,
    to: place,
    checkpoint: z.array(z.string()).optional(),
  })
  .refine(({ from = 1, to = from }) => from <= to, {
    path: ['to'],
    error: 'expected no less than --from',
  });

async function verify(): Promise<Verdict> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      checkpoint: { type: 'string', multiple: true },
    },
  });
  const { checkpoint = [], from, to } = form.parse(values);
  const { AUDIT_KEYS: keys, DATABASE_URL: connectionString } = defineConfig({
    settings: chainSettings,
  }).load(process.env);
  const pool = new Pool({ connectionString, max: 1 });
  try {
    return await verifyChain({ pool, keys, from, to, witnesses: checkpoint });
  } finally {
    await pool.end();
  }
}

function explain(error: unknown): string {
  if (error instanceof z.ZodError) {
    return error.issues
      .map(issue => `--${issue.path.join('.')}: ${issue.message}`)
      .join('\n');
  }
  if (error instanceof ConfigError) return error.message;
  return `The chain could not be verified: ${error instanceof Error ? error.message : String(error)}`;
}

try {
  const { broken, checked, checkpoints, last } = await verify();
  if (broken) {
    process.stderr.write(
      `BROKEN at record ${broken.sequence}: ${broken.reason} (${checked} records before it are intact)\n`,
    );
    process.exitCode = 1;
  } else {
    process.stdout.write(
      `The chain is intact: ${checked} records up to ${last}, ${checkpoints} signed checkpoints\n`,
    );
  }
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 2;
}
