export {
  estimateEnvironmentCost,
  estimateMonthlyCost,
  sumCosts,
} from './estimateMonthlyCost';
export type { CostEnvironment } from './estimateMonthlyCost';
export type { CostEstimate, CostLine } from './CostEstimate';
export { priceTable } from './priceTable';
export type { PriceBasis } from './priceTable';
