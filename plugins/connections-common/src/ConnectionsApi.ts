import { ConnectionPart } from './types';

/** What the portal is connected to. */
export interface ConnectionsApi {
  /**
   * Lists every part.
   *
   * @param options - `fresh` asks for a new check instead of a recent answer
   */
  listParts(options?: { fresh?: boolean }): Promise<ConnectionPart[]>;
}
