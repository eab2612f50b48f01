/** Where PostgreSQL tells the relay of new events. */
export const OUTBOX_CHANNEL = 'notes_outbox';
