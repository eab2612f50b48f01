import type { Knex } from 'knex';
import type {
  AuditEventPage,
  AuditFacets,
} from '@notes/plugin-audit-log-common';
import type { AuditEventStore, EventFilter } from './AuditEventStore';
import { deleteEventsBefore } from './operations/deleteEventsBefore';
import { listDistinct } from './operations/listDistinct';
import { listEvents } from './operations/listEvents';

/** Keeps the audit log in PostgreSQL. @internal */
export class DatabaseAuditEventStore implements AuditEventStore {
  readonly #knex: Knex;

  static create(knex: Knex) {
    return new DatabaseAuditEventStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(filter: EventFilter): Promise<AuditEventPage> {
    return listEvents(this.#knex, filter);
  }

  async listFacets(): Promise<AuditFacets> {
    const [actors, actions] = await Promise.all([
      listDistinct(this.#knex, 'actor'),
      listDistinct(this.#knex, 'action'),
    ]);
    return { actors, actions };
  }

  async deleteBefore(time: Date): Promise<number> {
    return deleteEventsBefore(this.#knex, time);
  }
}
