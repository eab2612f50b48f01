export interface Config {
  /** The audit log of the portal: who did what, kept in PostgreSQL. */
  auditLog?: {
    /**
     * How many days an event is kept.
     *
     * Default: `365`
     */
    retentionDays?: number;
    /**
     * The least severity that is kept. Plugins mark what changes something as `medium` or more and
     * what reads as `low`; `low` therefore keeps every page view and grows fast.
     *
     * Default: `medium`
     */
    minimumSeverity?: 'low' | 'medium' | 'high' | 'critical';
    /**
     * Whether the network address of the caller is kept.
     *
     * Default: `true`
     */
    storeAddresses?: boolean;
    /**
     * Keys of event details to keep, beside the ones the portal knows. Name no key that can hold a secret.
     *
     * Default: `[]`
     */
    extraMetaKeys?: string[];
  };
}
