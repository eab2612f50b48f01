import type { PriceName } from './priceTable';

/** One line of an estimate. @public */
export type CostLine = {
  /** What is paid for, in plain words. */
  item: string;
  /** Name in the price table. */
  price: PriceName;
  quantity: number;
  /** `hour`, `GB-month` and so on. */
  unit: string;
  unitPriceUsd: number;
  monthlyUsd: number;
};

/** What something costs in a month, by published list prices. @public */
export type CostEstimate = {
  currency: 'USD';
  /** Day of the prices. */
  asOf: string;
  /** Region of the prices, whatever the claim says. */
  region: string;
  monthlyUsd: number;
  lines: CostLine[];
  /** What the estimate takes for granted, for people. */
  assumptions: string[];
};
