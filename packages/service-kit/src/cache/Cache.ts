/** A store that may forget. Values are text; the caller knows their shape. */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  delete(...keys: string[]): Promise<void>;
  /**
   * Adds one and answers the sum. The first addition makes the counter and starts its time; later ones do not make
   * it live longer.
   */
  increment(key: string, ttlSeconds: number): Promise<number>;
  check(): Promise<void>;
}
