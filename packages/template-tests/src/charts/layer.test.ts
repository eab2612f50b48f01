import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  EmittedChart,
  EVERYTHING,
  PLAIN,
  renderChartLayer,
  type ChartChoices,
} from './chartLayer';
import { describeWithTools, findTool } from './findTool';
import { DIGEST, parseObjects, type KubernetesObject } from './ServiceChart';

/** What these tests read of the spec of an object. */
type Spec = {
  minReplicas: number;
  maxReplicas: number;
  dataFrom: object[];
  selector: Record<string, string>;
};

const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;
const PARTS: Partial<ChartChoices>[] = [
  {},
  { database: 'postgresql', cache: 'redis', events: 'producer' },
  { database: 'postgresql', events: 'consumer' },
  { cache: 'redis', events: 'both' },
];
const MESHES: Partial<ChartChoices>[] = [
  {},
  ...(['sidecar', 'ambient'] as const).flatMap(mesh =>
    (['none', '90-10', '10-50-100'] as const).map(canary => ({ mesh, canary })),
  ),
];
const SECRETS = ['none', 'vault', 'aws'] as const;
const TIERS = ['standard', 'critical'] as const;

/** Every part with every mesh, canary and exposure; secrets and tiers take turns. */
const COMBINATIONS: ChartChoices[] = PARTS.flatMap(parts =>
  MESHES.flatMap(mesh =>
    (['internal', 'public'] as const).map(exposure => ({
      ...PLAIN,
      ...parts,
      ...mesh,
      exposure,
    })),
  ),
).map((choices, at) => ({
  ...choices,
  secrets: SECRETS[at % SECRETS.length],
  tier: TIERS[at % TIERS.length],
}));

/** Every two of parts, mesh with canary and exposure; helm takes its time, and the kit renders whole repositories too. */
const RENDERED = COMBINATIONS.filter((_choices, at) => {
  const pair = Math.floor(at / 2);
  const part = Math.floor(pair / MESHES.length);
  return at % 2 === (part + (pair % MESHES.length)) % 2;
});

const TRACES: [keyof ChartChoices, RegExp][] = [
  ['database', /database|postgres|migrat/i],
  ['cache', /cache|redis/i],
  ['events', /kafka|keda|topic/i],
  ['mesh', /mesh|sidecar|ambient|virtualservice/i],
  ['canary', /canary/i],
  ['secrets', /secret|vault|identity/i],
];

function nameOf(choices: ChartChoices): string {
  const { description: _, ownerName: __, ...rest } = choices;
  return Object.values(rest).join(' ');
}

describe('the chart of a service', () => {
  it('has these files and no other', () => {
    expect(Object.keys(renderChartLayer(PLAIN)).sort()).toEqual(
      [
        '.helmignore',
        'Chart.yaml',
        'ci/default-values.yaml',
        'templates/all.yaml',
        'values-dev.yaml',
        'values-prod.yaml',
        'values-staging.yaml',
        'values.yaml',
      ].map(path => `charts/billing-service/${path}`),
    );
  });

  it.each(COMBINATIONS.map(choices => [nameOf(choices), choices] as const))(
    'keeps its values short and without traces: %s',
    (_name, choices) => {
      const files = Object.entries(renderChartLayer(choices));
      for (const [path, { text }] of files) {
        expect([path, text.split('\n').length <= 40]).toEqual([path, true]);
        expect(text).not.toMatch(/\n\n|\$\{\{|\{%/);
        const left = TRACES.filter(
          ([choice, trace]) => choices[choice] === 'none' && trace.test(text),
        );
        expect([path, left]).toEqual([path, []]);
      }
    },
  );

  it('keeps words of people as they are', () => {
    const files = renderChartLayer({ ...PLAIN, ownerName: 'Team_A.b' });
    const chart = parse(files['charts/billing-service/Chart.yaml'].text);
    const values = parse(files['charts/billing-service/values.yaml'].text);
    expect(chart.description).toBe(PLAIN.description);
    expect(values.labels.team).toBe('team-a-b');
  });
});

describeWithTools(
  'the chart of a service under helm',
  { helm: findTool('helm'), helm3: findTool('helm3') },
  () => {
    const charts: EmittedChart[] = [];
    afterAll(() => charts.forEach(chart => chart.remove()));

    function emit(choices: ChartChoices): EmittedChart {
      const chart = new EmittedChart(choices);
      charts.push(chart);
      return chart;
    }
    function render(
      chart: EmittedChart,
      environment: string,
      helm: 'helm' | 'helm3' = 'helm',
    ): KubernetesObject[] {
      // Helm takes its Kubernetes from how it was built, so the version is given.
      const cluster = [
        '--kube-version',
        '1.36.0',
        '-n',
        `notes-${environment}`,
      ];
      const args = ['template', 'a', '.', ...cluster];
      const values = ['-f', 'values.yaml', '-f', `values-${environment}.yaml`];
      return parseObjects(
        chart.run(helm, [...args, ...values], { image: { digest: DIGEST } }),
      );
    }
    const kindsOf = (objects: KubernetesObject[]) =>
      objects.map(object => object.kind);
    const find = (objects: KubernetesObject[], kind: string) =>
      objects.find(object => object.kind === kind)!.spec as Spec;

    it.each(RENDERED.map(choices => [nameOf(choices), choices] as const))(
      'renders for each environment: %s',
      (_name, choices) => {
        const chart = emit(choices);
        for (const environment of ENVIRONMENTS) {
          const objects = render(chart, environment);
          const workload =
            choices.canary !== 'none' &&
            choices.mesh === 'sidecar' &&
            environment !== 'dev'
              ? 'Rollout'
              : 'Deployment';
          expect(kindsOf(objects)).toContain(workload);
          for (const { metadata } of objects) {
            expect(metadata.namespace).toBe(`notes-${environment}`);
            expect(metadata.labels.environment).toBe(environment);
          }
        }
      },
    );

    it('refuses to render without a digest, by name', () => {
      const chart = emit(PLAIN);
      expect(() => chart.run('helm', ['template', 'a', '.'], {})).toThrow(
        /'\/image\/digest': '' does not match/,
      );
    });

    it.each(readdirSync(join(emit(EVERYTHING).folder, 'ci')))(
      'lints strictly with ci/%s under Helm 3 and 4',
      file => {
        const chart = emit(EVERYTHING);
        for (const helm of ['helm', 'helm3'] as const) {
          const said = chart.run(
            helm,
            ['lint', '--strict', '.', '-f', `ci/${file}`],
            {},
          );
          expect(said).not.toMatch(/\[(WARNING|ERROR)\]/);
        }
      },
    );

    it('needs no network for its dependency, and no lock', () => {
      const chart = emit(EVERYTHING);
      const manifest = readFileSync(join(chart.folder, 'Chart.yaml'), 'utf8');
      expect(parse(manifest).dependencies).toEqual([
        { name: 'notes-service', version: '1.0.0', repository: '' },
      ]);
      expect(render(chart, 'prod')).toEqual(render(chart, 'prod', 'helm3'));
    });

    it('gives production a replica in each zone, twice when it is critical', () => {
      const standard = find(
        render(emit(PLAIN), 'prod'),
        'HorizontalPodAutoscaler',
      );
      const critical = find(
        render(emit({ ...PLAIN, tier: 'critical' }), 'prod'),
        'HorizontalPodAutoscaler',
      );
      expect([standard.minReplicas, standard.maxReplicas]).toEqual([3, 20]);
      expect([critical.minReplicas, critical.maxReplicas]).toEqual([6, 20]);
    });

    it('reads secrets of the environment only', () => {
      const chart = emit({ ...PLAIN, secrets: 'vault' });
      for (const environment of ENVIRONMENTS) {
        const { dataFrom } = find(render(chart, environment), 'ExternalSecret');
        expect(dataFrom).toEqual([
          { extract: { key: `notes-team/billing-service/${environment}` } },
        ]);
      }
    });

    it.each(['null', 'true', 'on', 'e10'])('takes %s for a name', name => {
      const objects = render(emit({ ...EVERYTHING, name }), 'prod');
      expect(objects.map(object => typeof object.metadata.name)).toEqual(
        objects.map(() => 'string'),
      );
      expect(find(objects, 'Service').selector['app.kubernetes.io/name']).toBe(
        name,
      );
    });
  },
);
