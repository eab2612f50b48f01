/**
 * Something that leaves the catalog, and whether the caller may let it go.
 *
 * @public
 */
export interface UnregisterPlanEntity {
  entityRef: string;
  title?: string;
  /** References of the groups and people that own it. */
  owners: string[];
  allowed: boolean;
}

/**
 * What unregistering an entity would do.
 *
 * @public
 */
export interface UnregisterPlan {
  entityRef: string;
  /**
   * - `location`: the registered file, and with it every entity that comes from it
   * - `entity`: this one alone, because its file no longer mentions it
   * - `nothing`: it is part of the configuration of the portal or comes from another plugin
   */
  removes: 'location' | 'entity' | 'nothing';
  /** The registered file. */
  target?: string;
  entities: UnregisterPlanEntity[];
  allowed: boolean;
}

/** @public */
export interface UnregisterResult {
  /** `unchanged` when the same person has unregistered it before. */
  outcome: 'unregistered' | 'unchanged';
  entityRef: string;
  /** References of what left the catalog. */
  removed: string[];
}
