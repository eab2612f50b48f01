import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from './canonicalJson.ts';

/** What happened, without words that people wrote and without what identifies them beside their id. */
export interface AuditEntry {
  readonly eventId: string;
  readonly topic: string;
  /** The type of the event. */
  readonly action: string;
  /** The id of a user, `service:` and a name, or `anonymous`. */
  readonly actor: string;
  /** The kind and the id of what it happened to, such as `note:` and an id. */
  readonly subject: string;
  readonly outcome: 'success' | 'failure';
  readonly occurredAt: string;
  readonly traceId?: string;
  /** The event that began all this, and the one that this follows from. */
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly details: { readonly [name: string]: Json };
}

/** An entry at its place in the chain. */
export interface AuditRecord extends AuditEntry {
  readonly sequence: number;
  readonly recordedAt: string;
}

export interface Link {
  readonly sequence: number;
  readonly hash: Buffer;
}

/** Before the first record. */
export const ORIGIN: Link = { sequence: 0, hash: Buffer.alloc(32) };

/** SHA-256 over the hash before and the canonical record: nothing of it can change without every later hash. */
export function hashOf(previous: Buffer, record: unknown): Buffer {
  const text = canonicalJson(record as Json);
  return createHash('sha256').update(previous).update(text).digest();
}
