import assert from 'node:assert/strict';
import { Api } from '../harness/Api.ts';
import type { NotesSystem, Person } from '../harness/NotesSystem.ts';
import { registerPeople } from '../harness/registerPeople.ts';

/** Who sends the requests of a fuzz run: a person who exists, whatever the last request did to the one before. */
export class FuzzPeople {
  readonly #system: NotesSystem;
  readonly #api: Api;
  #person: Person | undefined;

  constructor(system: NotesSystem) {
    this.#system = system;
    this.#api = new Api(system, { isDirect: true });
  }

  async somebody(): Promise<Person> {
    if (this.#person !== undefined) {
      const me = await this.#api.send(this.#person, { path: '/api/auth/me' });
      if (me.status === 200) return this.#person;
    }
    const [next] = await registerPeople(
      { api: this.#api, system: this.#system },
      1,
    );
    assert.ok(next);
    await this.#promote(next.subject);
    this.#person = { ...next, roles: ['admin'] };
    return this.#person;
  }

  /** auth-service asks its own tables who is an administrator. */
  async #promote(subject: string): Promise<void> {
    if (!this.#system.has('auth-service')) return;
    const pool = this.#system.openPool('auth');
    try {
      await pool.query(
        `INSERT INTO user_roles (user_id, role) VALUES ($1, 'admin') ON CONFLICT DO NOTHING`,
        [subject],
      );
    } finally {
      await pool.end();
    }
  }

  close(): Promise<void> {
    return this.#api.close();
  }
}
