import assert from 'node:assert/strict';
import { Api } from '../harness/Api.ts';
import type { NotesSystem } from '../harness/NotesSystem.ts';
import {
  registerPeople,
  type RegisteredPerson,
} from '../harness/registerPeople.ts';
import { startNotes } from '../harness/startNotes.ts';

export interface SecurityRun {
  readonly system: NotesSystem;
  readonly api: Api;
  readonly owner: RegisteredPerson;
  readonly stranger: RegisteredPerson;
  close(): Promise<void>;
}

/** All services behind the gateway, with two people who know nothing of each other. */
export async function startForSecurity(): Promise<SecurityRun> {
  const system = await startNotes({
    settings: { LOG_LEVEL: 'silent', SHUTDOWN_TIMEOUT_MS: '2000' },
    settingsOf: {
      'api-gateway': {
        RATE_LIMIT_PER_SECOND: '100000',
        QUOTA_PER_MINUTE: '1000000',
        HEADERS_TIMEOUT_MS: '1000',
        REQUEST_TIMEOUT_MS: '3000',
      },
    },
  });
  const api = new Api(system);
  const [owner, stranger] = await registerPeople({ api, system }, 2);
  assert.ok(owner && stranger);
  return {
    ...{ system, api, owner, stranger },
    async close() {
      await api.close();
      await system.stop();
    },
  };
}
