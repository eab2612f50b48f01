import { createEvent } from '@notes/events';

export interface ChangedKey {
  readonly environment: string;
  readonly key: string;
  readonly version: number;
  readonly actorId: string;
  readonly at: Date;
}

/** That a key has changed, never to what: whoever may know the value reads it here. */
export function configChanged({ at, ...data }: ChangedKey) {
  return createEvent({
    type: 'config.changed',
    // Events of one environment keep their order.
    subject: data.environment,
    source: '/services/config-service',
    time: at,
    data,
  });
}
