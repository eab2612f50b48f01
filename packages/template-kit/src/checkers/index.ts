import type { Checker } from '../check';
import { buildCheckers } from '../build';
import { chartCheckers } from './chart';
import { claimCheckers } from './claims';
import { codeCheckers } from './code';
import { contractCheckers } from './contract';
import { deployCheckers } from './deploy';
import { docsCheckers } from './docs';
import { gitopsCheckers } from './gitops';
import { observabilityCheckers } from './observability';
import { pipelineCheckers } from './pipeline';
import { recordCheckers } from './record';
import { textCheckers } from './text';

/** Everything that the kit knows to check, by artefact. */
export const ALL_CHECKERS: Checker[] = [
  ...textCheckers,
  ...recordCheckers,
  ...codeCheckers,
  ...contractCheckers,
  ...chartCheckers,
  ...deployCheckers,
  ...claimCheckers,
  ...observabilityCheckers,
  ...docsCheckers,
  ...pipelineCheckers,
  ...gitopsCheckers,
  ...buildCheckers,
];
