/** What a strategy has to know of an upstream. */
export interface Candidate {
  readonly name: string;
  readonly weight: number;
  /** Requests that it is answering. */
  readonly active: number;
}

export interface Strategy {
  /** Chooses one of the candidates, of which there is at least one. */
  pick<T extends Candidate>(candidates: readonly T[], address: string): T;
}

export function first<T>(candidates: readonly T[]): T {
  const [one] = candidates;
  if (one === undefined) throw new Error('there is no candidate to choose');
  return one;
}
