import { type Entity, parseEntityRef } from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';
import { expectValidEntity } from '../expectValidEntity';
import {
  observabilityCombinations,
  type ObservabilityOptions,
  titleOf,
} from '../observability/observabilityValues';
import { renderObservability } from '../observability/renderObservability';

function entitiesOf(options: ObservabilityOptions): Entity[] {
  const text = renderObservability(options)['catalog-info.yaml'];
  return parseAllDocuments(text).map(one => {
    expect(one.errors).toEqual([]);
    return one.toJS();
  });
}

function annotationsOf(options: ObservabilityOptions) {
  return entitiesOf(options)[0].metadata.annotations ?? {};
}

describe.each(
  observabilityCombinations.map(one => [titleOf(one), one] as const),
)('the catalog entities of a service with %s', (_title, options) => {
  const entities = entitiesOf(options);
  const [component] = entities;

  it('are accepted by the catalog', async () => {
    for (const entity of entities) {
      await expect(expectValidEntity(entity)).resolves.toBeUndefined();
    }
  });

  it('refer to each other and to nothing else', () => {
    const refs = entities.map(one =>
      `${one.kind}:${one.metadata.name}`.toLowerCase(),
    );
    const spec = component.spec as {
      providesApis: string[];
      dependsOn?: string[];
    };
    const dependencies = (spec.dependsOn ?? []).map(ref => {
      const { kind, name } = parseEntityRef(ref);
      return `${kind}:${name}`.toLowerCase();
    });
    const expected = [
      'component:billing-service',
      ...spec.providesApis.map(api => `api:${api}`),
      ...dependencies,
    ];
    expect(refs).toEqual(expected);
  });

  it('belong to the owner and the system that were chosen', () => {
    for (const { spec } of entities)
      expect(spec).toMatchObject({
        owner: 'group:default/notes-team',
        system: 'system:default/notes',
      });
  });
});

describe('the annotations of the component', () => {
  it('are those of every service when nothing else is chosen', () => {
    expect(annotationsOf({})).toEqual({
      'backstage.io/techdocs-ref': 'dir:.',
      'backstage.io/kubernetes-id': 'billing-service',
      'argocd/app-selector': 'app.kubernetes.io/name=billing-service',
      'grafana/dashboard-selector': 'billing-service',
      'grafana/alert-label-selector': 'service=billing-service',
      'prometheus.io/rule':
        'slo:period_error_budget_remaining:ratio{service="billing-service"}|sloth_slo',
      'prometheus.io/alert': 'all',
      'notes.dev/repository': 'notes/billing-service',
      'notes.dev/runbook':
        'https://portal.example/docs/default/component/billing-service/runbook/',
    });
  });

  it.each([
    [
      { repoHost: 'github' },
      'github.com/project-slug',
      'notes/billing-service',
    ],
    [
      { repoHost: 'gitlab' },
      'gitlab.com/project-slug',
      'notes/billing-service',
    ],
    [{ repoHost: 'gitea' }, 'github.com/project-slug', undefined],
    [
      { sonar: 'sonarqube' },
      'sonarqube.org/project-key',
      'notes_billing-service',
    ],
    [
      { secrets: 'vault' },
      'vault.io/secrets-path',
      'notes-team/billing-service',
    ],
    [{ secrets: 'aws' }, 'vault.io/secrets-path', undefined],
  ])('with %j hold %s: %s', (options, annotation, value) => {
    expect(annotationsOf(options)[annotation]).toBe(value);
  });

  it('stay text for a name that YAML could take for something else', async () => {
    const [component] = entitiesOf({
      name: 'null',
      owner: 'group:default/1e3',
    });
    await expectValidEntity(component);
    expect(component.metadata.name).toBe('null');
  });
});
