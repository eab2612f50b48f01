import { parser } from '@prometheus-io/lezer-promql';

export type PromqlReading = {
  /** Where the expression stops being PromQL. */
  problems: string[];
  metrics: string[];
};

/** What Grafana puts in before Prometheus sees a query. */
function withoutVariables(expr: string): string {
  return expr.replace(/\$__(rate_)?interval|\$__range/g, '5m');
}

/** Reads an expression with the parser of Prometheus' own editor. */
export function readPromql(expr: string): PromqlReading {
  const text = withoutVariables(expr);
  const problems: string[] = [];
  const metrics = new Set<string>();
  parser.parse(text).iterate({
    enter(node) {
      if (node.type.isError) {
        problems.push(
          `"${text}" is no PromQL at "${text.slice(node.from, node.from + 20)}"`,
        );
      }
      if (
        node.name === 'Identifier' &&
        node.node.parent?.name === 'VectorSelector'
      ) {
        metrics.add(text.slice(node.from, node.to));
      }
    },
  });
  return { problems, metrics: [...metrics] };
}
