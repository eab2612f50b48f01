import type { PriceName } from './priceTable';

/** Hours that a month has in price lists. */
export const HOURS_PER_MONTH = 730;

/** How much of one price, and for what. */
export type Quantity = {
  item: string;
  price: PriceName;
  quantity: number;
};
