import type { StrategyName } from '../domain/Route.ts';
import { IpHash } from './IpHash.ts';
import { LeastConnections } from './LeastConnections.ts';
import { RoundRobin } from './RoundRobin.ts';
import { SmoothWeightedRoundRobin } from './SmoothWeightedRoundRobin.ts';
import type { Strategy } from './Strategy.ts';

const STRATEGIES: Readonly<Record<StrategyName, () => Strategy>> = {
  'round-robin': () => new RoundRobin(),
  'least-connections': () => new LeastConnections(),
  'ip-hash': () => new IpHash(),
  'weighted-round-robin': () => new SmoothWeightedRoundRobin(),
};

export function createStrategy(name: StrategyName): Strategy {
  return STRATEGIES[name]();
}
