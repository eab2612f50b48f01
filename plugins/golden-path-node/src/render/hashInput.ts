import { createHash } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import { canonicalJson } from '@notes/plugin-golden-path-common';

/**
 * Names an input: the template and its parameters, after defaults, so that leaving out a default is the same.
 *
 * @public
 */
export function hashInput(templateRef: string, parameters: JsonObject): string {
  return sha256({ templateRef: templateRef.toLowerCase(), parameters });
}

/**
 * Names a plan: what is approved is exactly this.
 *
 * @public
 */
export function hashPlan(plan: {
  inputHash: string;
  renderTree: string;
  templateVersion: string;
  /** `steps` and `output` of the template. */
  steps: JsonObject;
}): string {
  return sha256(plan);
}

function sha256(data: JsonObject): string {
  return createHash('sha256').update(canonicalJson(data)).digest('hex');
}
