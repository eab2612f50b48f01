import assert from 'node:assert/strict';
import { Api } from './Api.ts';
import type { NotesSystem } from './NotesSystem.ts';
import { registerPeople, type RegisteredPerson } from './registerPeople.ts';
import { startNotes } from './startNotes.ts';

export interface ProofRun {
  readonly system: NotesSystem;
  readonly api: Api;
  readonly owner: RegisteredPerson;
  readonly stranger: RegisteredPerson;
  close(): Promise<void>;
}

/** All services behind the gateway, which check their own answers, with two people who know nothing of each other. */
export async function startProof(): Promise<ProofRun> {
  const system = await startNotes({
    settings: {
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      DATABASE_POOL_SIZE: '4',
      SHUTDOWN_TIMEOUT_MS: '2000',
    },
    settingsOf: {
      'api-gateway': {
        RATE_LIMIT_PER_SECOND: '100000',
        QUOTA_PER_MINUTE: '1000000',
        HEADERS_TIMEOUT_MS: '1000',
        REQUEST_TIMEOUT_MS: '3000',
      },
      // Who fuzzes is refused often; the address is locked as usual.
      'auth-service': { LOCK_ACCOUNT_AFTER: '100' },
    },
  });
  try {
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
  } catch (error) {
    await system.stop();
    throw error;
  }
}
