import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { RepositoryId } from '@notes/plugin-git-host-common';
import type { Knex } from 'knex';
import { filterRepositories } from './filterRepositories';
import { RepositoryRow, toRepository, toRepositoryRow } from './repositoryRow';
import type {
  NewRepository,
  RepositoryQuery,
  RepositoryStore,
} from './RepositoryStore';

const UNIQUE_VIOLATION = '23505';

/** Keeps repositories in PostgreSQL. */
export class DatabaseRepositoryStore implements RepositoryStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(repository: NewRepository, place: () => Promise<void>) {
    return this.#knex.transaction(async tx => {
      const row = await insertRow(tx, repository);
      await place();
      return toRepository(row);
    });
  }

  async replace(
    old: { id: string },
    repository: NewRepository,
    place: () => Promise<void>,
  ) {
    return this.#knex.transaction(async tx => {
      await tx('repositories').where({ id: old.id }).delete();
      const row = await insertRow(tx, repository);
      await place();
      return toRepository(row);
    });
  }

  async find({ owner, name }: RepositoryId) {
    return this.#first({ owner, name });
  }

  async findByKey(createdBy: string, idempotencyKey: string) {
    return this.#first({
      created_by: createdBy,
      idempotency_key: idempotencyKey,
    });
  }

  async list(query: RepositoryQuery) {
    const matching = this.#knex<RepositoryRow>('repositories');
    addConditions(matching, query);
    const [{ count }] = await matching.clone().count<{ count: string }[]>();
    const rows = await matching
      .select('*')
      .orderBy(['owner', 'name'])
      .limit(query.limit)
      .offset(query.offset);
    return { items: rows.map(toRepository), total: Number(count) };
  }

  async setArchived(id: string, archived: boolean) {
    await this.#knex('repositories').where({ id }).update({ archived });
  }

  async touchPushed(id: string) {
    await this.#knex('repositories')
      .where({ id })
      .update({ pushed_at: this.#knex.fn.now() });
  }

  async remove(id: string, clear: () => Promise<void>) {
    await this.#knex.transaction(async tx => {
      await tx('repositories').where({ id }).delete();
      await clear();
    });
  }

  async #first(where: Partial<RepositoryRow>) {
    const row = await this.#knex<RepositoryRow>('repositories')
      .where(where)
      .first();
    return row && toRepository(row);
  }
}

async function insertRow(
  tx: Knex,
  repository: NewRepository,
): Promise<RepositoryRow> {
  try {
    const [row] = await tx<RepositoryRow>('repositories')
      .insert({ id: randomUUID(), ...toRepositoryRow(repository) })
      .returning('*');
    return row;
  } catch (error) {
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) {
      const { owner, name } = repository;
      // Without the cause, which is SQL that helps nobody who reads this.
      throw new ConflictError(
        `repoName '${name}' is taken: repository '${owner}/${name}' already exists, choose another name`,
      );
    }
    throw error;
  }
}

function addConditions(query: Knex.QueryBuilder, wanted: RepositoryQuery) {
  if (wanted.owner) {
    query.where({ owner: wanted.owner });
  }
  if (!wanted.includeArchived) {
    query.where({ archived: false });
  }
  for (const word of (wanted.text ?? '').split(/\s+/).filter(Boolean)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    query.whereRaw(`owner || '/' || name || ' ' || description ilike ?`, [
      pattern,
    ]);
  }
  if (wanted.filter) {
    filterRepositories(query, wanted.filter);
  }
}
