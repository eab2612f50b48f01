import type { Json, ValueType } from './Layer.ts';

/** What the caller has seen: a version of the value or of the whole environment, or that there is none. */
export type Expected = number | 'absent';

interface Base {
  readonly environment: string;
  readonly expected: Expected;
  readonly reason: string;
}

export interface SetValue extends Base {
  readonly kind: 'set';
  readonly key: string;
  readonly value: Json;
  readonly type?: ValueType;
  /** null takes the schema of the key away. */
  readonly schema?: Json;
  readonly description?: string;
}

export interface DeleteValue extends Base {
  readonly kind: 'delete';
  readonly key: string;
}

export interface Rollback extends Base {
  readonly kind: 'rollback';
  readonly to: number;
}

export type Command = SetValue | DeleteValue | Rollback;
