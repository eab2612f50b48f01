import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { AuditEvent } from '@notes/plugin-audit-log-common';
import type { Knex } from 'knex';
import type { AuditWriter } from '../queue/AuditQueue';
import { AUDIT_EVENTS_TABLE, toRow } from './auditEventRow';

/** PostgreSQL's class of errors about a value, which no retry cures. */
const DATA_EXCEPTION = /^22/;

function isDataException(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && DATA_EXCEPTION.test(code);
}

/** Writes batches of events into the table of the audit log. @internal */
export class DatabaseAuditWriter implements AuditWriter {
  readonly #knex: Knex;
  readonly #logger: LoggerService;

  static create(knex: Knex, options: { logger: LoggerService }) {
    return new DatabaseAuditWriter(knex, options.logger);
  }

  private constructor(knex: Knex, logger: LoggerService) {
    this.#knex = knex;
    this.#logger = logger;
  }

  async write(events: AuditEvent[]): Promise<void> {
    try {
      await this.#upsert(events);
    } catch (error) {
      if (!isDataException(error)) {
        throw error;
      }
      if (events.length === 1) {
        const [{ id, action }] = events;
        this.#logger.error(
          `The event ${id} (${action}) does not fit into the audit log and is in this log only: ${
            toError(error).message
          }`,
        );
        return;
      }
      // One event must not hold up the others.
      for (const event of events) {
        await this.write([event]);
      }
    }
  }

  async #upsert(events: AuditEvent[]): Promise<void> {
    await this.#knex(AUDIT_EVENTS_TABLE)
      .insert(events.map(toRow))
      .onConflict('id')
      .merge();
  }
}
