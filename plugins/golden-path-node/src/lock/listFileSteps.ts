import type { JsonObject, JsonValue } from '@backstage/types';

const FILE_ACTIONS =
  /^(golden-path:render|crossplane:claim|fetch:|fs:|workspace:|catalog:(write|template)$)/;

/** Whether an action writes files of the repository. */
export function writesFiles(action: unknown): boolean {
  return typeof action === 'string' && FILE_ACTIONS.test(action);
}

/** The steps of a template that write files, in order. @public */
export function listFileSteps(steps: JsonValue | undefined): JsonObject[] {
  return listSteps(steps).filter(step => writesFiles(step.action));
}

/** The steps of a template. */
export function listSteps(steps: JsonValue | undefined): JsonObject[] {
  return Array.isArray(steps) ? (steps as JsonObject[]) : [];
}
