import type { Pool } from 'pg';
import type { Logger } from '@notes/service-kit';
import type { TypoTolerance } from '../domain/SearchIndex.ts';

/** Finds out whether PostgreSQL can compare words by their letters, and installs what it needs where that is allowed. */
export async function openTrigrams(
  pool: Pool,
  logger: Logger,
  wanted: 'auto' | 'off',
): Promise<TypoTolerance> {
  if (wanted === 'off')
    return { enabled: false, reason: 'SEARCH_TYPOS is off' };

  const { rows } = await pool.query<{ installed: boolean }>(
    `SELECT installed_version IS NOT NULL AS installed FROM pg_available_extensions WHERE name = 'pg_trgm'`,
  );
  const [available] = rows;
  if (!available) {
    return { enabled: false, reason: 'the server has no extension pg_trgm' };
  }
  if (available.installed) return { enabled: true };
  try {
    await pool.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    return { enabled: true };
  } catch (error) {
    // Two replicas that start at once: the other one was faster.
    if ((error as { code?: unknown }).code === '23505')
      return { enabled: true };
    logger.warn({ err: error }, 'extension pg_trgm cannot be installed');
    const reason = 'the extension pg_trgm is there, but may not be installed';
    return { enabled: false, reason };
  }
}
