import type { CloudEvent } from '../contracts/CloudEvent.ts';
import { checkEnvelope, checkIncoming } from '../contracts/validators.ts';

export type ReadEvent =
  { readonly event: CloudEvent } | { readonly poison: string };

/** Reads a message as an event. Only the types that are handled must fit their contract: others may be newer. */
export function readEvent(
  value: string,
  handles: (type: string) => boolean,
): ReadEvent {
  let event: unknown;
  try {
    event = JSON.parse(value);
  } catch {
    return { poison: 'not JSON' };
  }
  const envelope = checkEnvelope(event);
  if (envelope.length > 0) {
    return { poison: `no CloudEvent: ${envelope.join('; ')}` };
  }
  const known = event as CloudEvent;
  const violations = handles(known.type)
    ? checkIncoming(known, known.type)
    : [];
  return violations.length > 0
    ? { poison: `not in contract: ${violations.join('; ')}` }
    : { event: known };
}
