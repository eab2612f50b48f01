import type { Checker } from '../check';
import { chartCheckers } from './chart';
import { deployCheckers } from './deploy';
import { observabilityCheckers } from './observability';
import { pipelineCheckers } from './pipeline';

/** Everything that the kit knows to check, by artefact. */
export const ALL_CHECKERS: Checker[] = [
  ...chartCheckers,
  ...deployCheckers,
  ...observabilityCheckers,
  ...pipelineCheckers,
];
