import type { NotesSystem } from '../harness/NotesSystem.ts';
import { startNotes, type StartNotesOptions } from '../harness/startNotes.ts';

/** All services with Redis; the limits of the gateway are for people, not for a load of one address. */
export function startForFaults(
  options: StartNotesOptions = {},
): Promise<NotesSystem> {
  return startNotes({
    redis: true,
    ...options,
    settings: { LOG_LEVEL: 'warn', ...options.settings },
    settingsOf: {
      'api-gateway': {
        RATE_LIMIT_PER_SECOND: '100000',
        QUOTA_PER_MINUTE: '1000000',
      },
      // A step that got lost is asked for again soon, so that a run need not wait long to see it.
      'notes-service': { WORKFLOW_RETRY_SECONDS: '5' },
      // Likewise a mail that a killed process had in hand.
      'email-service': { DELIVERY_LEASE_MS: '10000', SEND_TIMEOUT_MS: '5000' },
      ...options.settingsOf,
    },
  });
}
