import { request } from 'undici';
import type { NotesSystem } from '../harness/NotesSystem.ts';

const PENDING =
  /^(messaging_consumer_lag_messages|outbox_pending_messages)(?:\{([^}]*)\})? (\S+)$/gm;

/** What outboxes and consumers have not done yet, as the services' own metrics say; a name for each that waits. */
export async function pendingWork(system: NotesSystem): Promise<string[]> {
  const waiting = await Promise.all(
    system.parts.services.map(async ({ name, url }) => {
      const { body } = await request(`${url}/metrics`, { reset: true });
      return [...(await body.text()).matchAll(PENDING)]
        .filter(([, , , value]) => value !== '0')
        .map(([, metric, labels, value]) =>
          [name, metric, labels, value].filter(Boolean).join(' '),
        );
    }),
  );
  return waiting.flat();
}
