import type { Checker } from '../check';
import { nodeBuilders } from './node';
import { pythonBuilders } from './python';

/** Checks that run what is emitted. */
export const buildCheckers: Checker[] = [...nodeBuilders, ...pythonBuilders];
