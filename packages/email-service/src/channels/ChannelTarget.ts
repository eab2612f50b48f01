export const TARGET_KINDS = ['slack', 'webhook'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** A place of a user to post to. */
export interface ChannelTarget {
  readonly kind: TargetKind;
  readonly enabled: boolean;
  readonly url: string;
  /** Why the service itself has turned it off. */
  readonly reason: string | undefined;
  /** Of webhooks: what signs, the newest first; two while a rotation is under way. */
  readonly secrets: readonly string[];
  readonly previousUntil: Date | undefined;
}
