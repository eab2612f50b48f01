export type Outcome =
  | { readonly status: 'sent'; readonly receipt: string }
  | { readonly status: 'failed'; readonly reason: string };

/** The right to send one mail, for a while. */
export interface Claim {
  /** The mail is done with; nobody sends it any more. */
  settle(outcome: Outcome): Promise<void>;
  /** Gives the right back after a failure, and says whether another attempt is to follow. */
  release(reason: string): Promise<'retry' | 'given-up'>;
}

/** Remembers what became of each key, so that a message that comes again is not sent again. */
export interface Ledger {
  /** `busy`: someone else is sending it now. `settled`: nothing is left to do. */
  claim(key: string): Promise<Claim | 'busy' | 'settled'>;
}
