import { isCelError, parse, plan, celEnv } from '@bufbuild/cel';
import type { CelInput } from '@bufbuild/cel';
import { isRecord } from './completeSpec';
import { FieldRule, FieldSchema } from './PlatformApi';
import type { SpecProblem } from './SpecProblem';

const environment = celEnv();
const plans = new Map<
  string,
  (bindings: Record<string, CelInput>) => unknown
>();

/**
 * Applies the CEL rules of a schema to a value that already fits the schema.
 *
 * As on the control plane, a rule that speaks of `oldSelf` applies only to a change.
 */
export function findRuleProblems(
  schema: FieldSchema,
  value: unknown,
  old: unknown,
  path: string,
): SpecProblem[] {
  const own = (schema['x-kubernetes-validations'] ?? [])
    .filter(rule => !holds(rule, schema, value, old))
    .map(rule => ({
      path: `${path}${rule.fieldPath ?? ''}`,
      value: read(value, rule.fieldPath),
      message: rule.message,
    }));
  return [...own, ...findBelow(schema, value, old, path)];
}

function findBelow(
  schema: FieldSchema,
  value: unknown,
  old: unknown,
  path: string,
): SpecProblem[] {
  const { items } = schema;
  if (items && Array.isArray(value)) {
    // Items of a list have no identity of their own, so that no old value belongs to one.
    return value.flatMap((item, index) =>
      findRuleProblems(items, item, undefined, `${path}[${index}]`),
    );
  }
  if (!isRecord(value)) {
    return [];
  }
  return Object.entries(schema.properties ?? {})
    .filter(([key]) => value[key] !== undefined)
    .flatMap(([key, field]) =>
      findRuleProblems(
        field,
        value[key],
        isRecord(old) ? old[key] : undefined,
        `${path}.${key}`,
      ),
    );
}

function holds(
  { rule }: FieldRule,
  schema: FieldSchema,
  value: unknown,
  old: unknown,
): boolean {
  const isTransition = /\boldSelf\b/.test(rule);
  if (isTransition && old === undefined) {
    return true;
  }
  let evaluate = plans.get(rule);
  if (!evaluate) {
    evaluate = plan(environment, parse(rule));
    plans.set(rule, evaluate);
  }
  const result = evaluate({
    self: toCel(schema, value),
    ...(isTransition ? { oldSelf: toCel(schema, old) } : {}),
  });
  if (isCelError(result)) {
    throw new Error(`Rule '${rule}' cannot be evaluated: ${result.message}`);
  }
  return result === true;
}

/** CEL tells integers from other numbers; JSON does not, so the schema decides. */
function toCel(schema: FieldSchema, value: unknown): CelInput {
  if (schema.type === 'integer' && typeof value === 'number') {
    return BigInt(value);
  }
  const { items, properties = {} } = schema;
  if (items && Array.isArray(value)) {
    return value.map(item => toCel(items, item));
  }
  if (isRecord(value)) {
    return new Map(
      Object.entries(value)
        .filter(([key]) => properties[key])
        .map(([key, field]) => [key, toCel(properties[key], field)]),
    );
  }
  return value as CelInput;
}

function read(value: unknown, fieldPath = ''): unknown {
  return fieldPath
    .split('.')
    .filter(Boolean)
    .reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value);
}
