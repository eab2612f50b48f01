import type { Checker, CheckRun } from '../check';
import type { DryRunRenderer } from '../render';
import type { KitCommand } from './parseCommand';
import type { Report } from './Report';

/** What the parts of a test of a template share. */
export interface TestOptions {
  command: KitCommand;
  renderer: DryRunRenderer;
  /** The checkers that were chosen. */
  checkers: Checker[];
  run: CheckRun;
  report: Report;
  /** Defects that every template of the library must survive. */
  sharedMutations: string;
}
