import {
  estimateMonthlyCost,
  type CostEnvironment,
} from '@notes/crossplane-types';
import type {
  PlanCost,
  PlanCostItem,
  PlanEnvironment,
  PlanSection,
} from '@notes/plugin-golden-path-common';
import { claimsOf } from '../plans/claimsOf';
import type { KubernetesObject } from '../plans/readManifests';

type Priced = Parameters<typeof estimateMonthlyCost>[0];

/** What the claims of a service cost in a month, for each environment by itself. */
export function estimateCost(
  claims: readonly KubernetesObject[],
  environments: readonly PlanEnvironment[],
): PlanSection<PlanCost> {
  const cost: PlanCost = {
    currency: 'USD',
    items: [],
    environments: {},
    monthly: 0,
    pricesAsOf: undefined,
    assumptions: [],
    unpriced: [],
  };
  for (const environment of environments) {
    const items = claimsOf(environment, claims).flatMap(claim =>
      price(claim, environment.name, cost),
    );
    cost.items.push(...items);
    cost.environments[environment.name] = sum(items);
  }
  cost.monthly = sum(cost.items);
  return { state: 'available', data: cost };
}

function price(
  claim: KubernetesObject,
  environment: string,
  cost: PlanCost,
): PlanCostItem[] {
  const name = `${claim.kind}/${claim.metadata?.name ?? ''}`;
  try {
    const estimate = estimateMonthlyCost(
      { kind: claim.kind, spec: claim.spec } as Priced,
      environment as CostEnvironment,
    );
    cost.pricesAsOf = estimate.asOf;
    cost.assumptions = [
      ...new Set([...cost.assumptions, ...estimate.assumptions]),
    ];
    return estimate.lines.map(line => ({
      environment,
      claim: name,
      description: line.item,
      monthly: line.monthlyUsd,
    }));
  } catch {
    // A claim that the platform would refuse has no price; it is named, and does not hide the others.
    cost.unpriced.push(`${environment}: ${name}`);
    return [];
  }
}

function sum(items: readonly PlanCostItem[]): number {
  const total = items.reduce((all, item) => all + item.monthly, 0);
  return Math.round(total * 100) / 100;
}
