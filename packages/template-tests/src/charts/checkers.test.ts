import { Checkers, PROJECTS } from './Checkers';
import { describeWithTools, findSchemas, findTool } from './findTool';
import { SCENARIOS } from './scenarios';
import { DIGEST, ServiceChart, withBase } from './ServiceChart';

const tools = Object.fromEntries(
  ['helm', 'kubeconform', 'kube-linter', 'kube-score'].map(name => [
    name,
    findTool(name),
  ]),
);
const schemas = Object.fromEntries(
  ['kubernetes', ...PROJECTS].map(name => [
    `schemas of ${name}`,
    findSchemas(name),
  ]),
);

/** Production keeps a replica in each of three zones, and the checkers ask for no less. */
const production = (values: Record<string, unknown>) => {
  const scaler = values.keda ? 'keda' : 'autoscaling';
  return {
    replicas: 3,
    ...values,
    [scaler]: { ...(values[scaler] as object), minReplicas: 3 },
  };
};

describeWithTools('checkers of others', { ...tools, ...schemas }, () => {
  const chart = new ServiceChart();
  const checkers = new Checkers();
  afterAll(() => {
    chart.remove();
    checkers.remove();
  });

  describe.each(
    Object.entries(SCENARIOS).map(
      ([name, values]) => [name, production(values)] as const,
    ),
  )('%s', (_name, values) => {
    it('passes helm lint without a warning', () => {
      const said = chart.run(
        'helm',
        ['lint', '--strict', '.'],
        withBase(values),
      );
      expect(said).not.toMatch(/\[(WARNING|ERROR)\]/);
    });

    it('fits the schemas of Kubernetes and of every project', () => {
      expect(checkers.kubeconform(chart.render(values))).toEqual([]);
    });

    it('passes kube-linter', () => {
      expect(checkers.kubeLinter(chart.render(values))).toEqual([]);
    });

    it('passes kube-score without a skip', () => {
      expect(checkers.kubeScore(chart.render(values))).toEqual([]);
    });
  });

  it('are heard: each finds a defect that was put in', () => {
    const objects = chart.render({
      image: { repository: 'a.example/b', digest: DIGEST },
    });
    const broken = objects.map(object =>
      object.kind === 'Deployment'
        ? {
            ...object,
            spec: {
              ...(object.spec as object),
              misspelt: true,
              template: { spec: { containers: [{ name: 'a', image: 'a' }] } },
            },
          }
        : object,
    );
    expect(checkers.kubeconform(broken)).not.toEqual([]);
    expect(checkers.kubeLinter(broken)).not.toEqual([]);
    expect(checkers.kubeScore(broken)).not.toEqual([]);
  });
});
