import type { PlanCostItem } from '@notes/plugin-golden-path-common';

/** What one thing costs in each environment. */
export interface CostRow {
  claim: string;
  description: string;
  amounts: { [environment: string]: number };
  sum: number;
}

/** Turns items by environment into a row for each thing that is paid for. */
export function pivotCost(items: readonly PlanCostItem[]): CostRow[] {
  const rows = new Map<string, CostRow>();
  for (const { claim, description, environment, monthly } of items) {
    const key = `${claim}\n${description}`;
    const row = rows.get(key) ?? { claim, description, amounts: {}, sum: 0 };
    row.amounts[environment] = (row.amounts[environment] ?? 0) + monthly;
    row.sum += monthly;
    rows.set(key, row);
  }
  return [...rows.values()];
}
