import { hashOf } from '../balancing/hashOf.ts';

export type Side = 'stable' | 'canary';

export interface SideQuestion {
  readonly route: string;
  readonly percent: number;
  /** The user, or the address of somebody who has not signed in. */
  readonly key: string;
  /** What a tester asks for; only looked at when they may. */
  readonly wish: string | undefined;
  readonly mayChoose: boolean;
}

const STEPS = 10_000;

/**
 * Which side of a canary release answers. The same user stays on the same side, and stays in the canary while its
 * share grows, because their place between 0 and 100 never changes.
 */
export function chooseSide(question: SideQuestion): Side {
  const { key, mayChoose, percent, route, wish } = question;
  if (mayChoose && (wish === 'canary' || wish === 'stable')) return wish;
  // The name of the route is part of it, so that not always the same people get what is new.
  const place = hashOf(`${route}\n${key}`) % STEPS;
  return place < (percent / 100) * STEPS ? 'canary' : 'stable';
}
