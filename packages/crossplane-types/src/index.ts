/**
 * The platform APIs in TypeScript: types and builders generated from their definitions, a validator that refuses
 * what the control plane refuses, and what a claim costs in a month.
 *
 * @packageDocumentation
 */
export * from './generated/types';
export * from './generated/builders';
export { platformApis } from './generated/apis';
export type { FieldRule, FieldSchema, PlatformApi } from './PlatformApi';
export {
  buildClaim,
  CLAIM_FORMS,
  RefusedClaimError,
  toForm,
} from './buildClaim';
export type { Claim, ClaimForm, ClaimOptions } from './buildClaim';
export { claimAnnotations, COST_LABELS } from './claimMetadata';
export { describeProblem } from './SpecProblem';
export type { SpecProblem } from './SpecProblem';
export { findPlatformApi, validateSpec } from './validateSpec';
export type { ValidatedSpec } from './validateSpec';
export * from './cost';
