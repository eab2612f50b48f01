/** Every environment inherits what this one says. */
export const DEFAULT_ENVIRONMENT = 'default';

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };

export type ValueType = 'string' | 'number' | 'boolean' | 'json';

/** What an environment says about a key by itself; without an entry it inherits. */
export type Entry =
  | { readonly state: 'set'; readonly value: Json; readonly version: number }
  | { readonly state: 'hide'; readonly version: number };

/** The entries of one environment by key. */
export type Layer = ReadonlyMap<string, Entry>;

/** What holds for a key in the end. */
export interface Effective {
  readonly value: Json;
  /** The environment that says so. */
  readonly source: string;
  /** In which version it was said. */
  readonly version: number;
}

export type Resolved = ReadonlyMap<string, Effective>;

/** One key of one environment, as a version makes it. */
export type Change =
  | { readonly key: string; readonly state: 'set'; readonly value: Json }
  | { readonly key: string; readonly state: 'hide' | 'inherit' };
