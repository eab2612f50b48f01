/**
 * Plans for every page that shows them.
 *
 * @packageDocumentation
 */
export { goldenPathApiRef } from './goldenPathApiRef';
export { StateChip } from './StateChip';
export { useNames } from './useNames';
export { type Standing, standingOf } from './standingOf';
