import type { PriceBasis, PriceName } from './priceTable';

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
  /** How far the unit price can be trusted. */
  basis: PriceBasis;
  monthlyUsd: number;
};

/** About what something costs in a month, by list prices that were typed in by hand. @public */
export type CostEstimate = {
  currency: 'USD';
  /** Day on which the prices were last gone through. */
  asOf: string;
  /** Region of the prices, whatever the claim says. */
  region: string;
  monthlyUsd: number;
  lines: CostLine[];
  /** What the estimate takes for granted, for people. */
  assumptions: string[];
};
