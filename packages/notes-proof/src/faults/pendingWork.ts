import { request } from 'undici';
import type { NotesSystem } from '../harness/NotesSystem.ts';

const PENDING =
  /^(messaging_consumer_lag_messages|outbox_pending_messages|email_deliveries_pending)(?:\{([^}]*)\})? (\S+)$/gm;

/**
 * What outboxes, consumers and deliveries have not done yet, as the services' own metrics say; a name for each that
 * waits. A mail that a killed process had in hand is in neither outbox nor topic until its lease has ended.
 */
export async function pendingWork(system: NotesSystem): Promise<string[]> {
  const waiting = await Promise.all(
    system.parts.services.map(async ({ name, url }) => {
      const metrics = await metricsOf(url);
      if (metrics === undefined) return [`${name} does not answer`];
      return [...metrics.matchAll(PENDING)]
        .filter(([, , , value]) => value !== '0')
        .map(([, metric, labels, value]) =>
          [name, metric, labels, value].filter(Boolean).join(' '),
        );
    }),
  );
  return waiting.flat();
}

async function metricsOf(url: string): Promise<string | undefined> {
  try {
    const { body } = await request(`${url}/metrics`, { reset: true });
    return await body.text();
  } catch {
    return undefined;
  }
}
