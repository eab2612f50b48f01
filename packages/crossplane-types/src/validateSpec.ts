import { completeSpec } from './completeSpec';
import { findRuleProblems } from './findRuleProblems';
import { findSchemaProblems } from './findSchemaProblems';
import { platformApis } from './generated/apis';
import type { ClaimKind, ClaimSpecs } from './generated/types';
import type { PlatformApi } from './PlatformApi';
import type { SpecProblem } from './SpecProblem';

/** The spec with every default filled in, or what the control plane would refuse. @public */
export type ValidatedSpec<K extends ClaimKind> =
  | { spec: ClaimSpecs[K]; problems: [] }
  | { spec: undefined; problems: SpecProblem[] };

/** Looks up a platform API by its kind. @public */
export function findPlatformApi(kind: string): PlatformApi | undefined {
  return platformApis.find(api => api.kind === kind);
}

/**
 * Checks a spec as the control plane does: defaults, then the schema, then the CEL rules.
 *
 * With `oldSpec` the rules for changes apply too, such as a region that cannot be changed.
 *
 * @public
 */
export function validateSpec<K extends ClaimKind>(
  kind: K,
  spec: unknown,
  options: { oldSpec?: unknown } = {},
): ValidatedSpec<K> {
  const api = findPlatformApi(kind);
  if (!api) {
    const problem = { path: 'kind', value: kind, message: describeKinds() };
    return { spec: undefined, problems: [problem] };
  }
  const completed = completeSpec(api.spec, spec);
  const schemaProblems = findSchemaProblems(api, completed);
  if (schemaProblems.length) {
    return { spec: undefined, problems: schemaProblems };
  }
  const old =
    options.oldSpec === undefined
      ? undefined
      : completeSpec(api.spec, options.oldSpec);
  const ruleProblems = findRuleProblems(api.spec, completed, old, 'spec');
  return ruleProblems.length
    ? { spec: undefined, problems: ruleProblems }
    : { spec: completed as ClaimSpecs[K], problems: [] };
}

function describeKinds(): string {
  return `must be one of ${platformApis.map(api => api.kind).join(', ')}`;
}
