import { readPromql } from './readPromql';

/** Expressions that are no PromQL, or that use a metric nobody emits. */
export function findMetricProblems(
  expressions: readonly string[],
  known: readonly string[],
): string[] {
  return expressions.flatMap(expr => {
    const { problems, metrics } = readPromql(expr);
    const unknown = metrics
      .filter(metric => !known.includes(metric))
      .map(metric => `"${metric}" is emitted by nobody`);
    return [...problems, ...unknown];
  });
}
