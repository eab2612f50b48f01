/** A store that may forget. Values are text; the caller knows their shape. */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  delete(key: string): Promise<void>;
  check(): Promise<void>;
  close(): Promise<void>;
}
