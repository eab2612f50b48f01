import { Entity } from '@backstage/catalog-model';
import {
  discoveryApiRef,
  ExtensionDefinition,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  mockApis,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  kubernetesApiRef,
  kubernetesAuthProvidersApiRef,
} from '@backstage/plugin-kubernetes-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen } from '@testing-library/react';
import { argoCdContent } from './argocd/argoCdContent';
import { connectionsApiRef } from './connectionsApiRef';
import { kubernetesContent } from './kubernetes/kubernetesModule';
import { createConnections, createPart } from './__testUtils__/createParts';

function createEntity(
  kind: string,
  annotations: Record<string, string>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'orders', annotations },
  };
}

const KUBERNETES = { 'backstage.io/kubernetes-id': 'orders' };
const ARGOCD = { 'argocd/app-selector': 'app.kubernetes.io/name=orders' };

const application = {
  metadata: { name: 'orders-production', instance: { name: 'main' } },
  spec: {
    destination: { server: 'https://cluster', namespace: 'orders' },
    source: { repoURL: 'http://localhost/git/notes/orders.git' },
  },
  status: {
    health: { status: 'Healthy' },
    sync: { status: 'Synced' },
    history: [],
    summary: { images: [] },
    resources: [],
  },
};

function renderTab(
  extension: ExtensionDefinition,
  parts: ReturnType<typeof createPart>[],
) {
  const entity = createEntity('Component', { ...KUBERNETES, ...ARGOCD });
  const fetch = jest.fn(async (input: unknown) => {
    const url = String(input);
    const body = url.includes('/selector/') ? { items: [application] } : {};
    return new Response(JSON.stringify(body), {
      headers: { 'content-type': 'application/json' },
    });
  });
  const instances = [{ name: 'main', url: 'https://argocd.test' }];
  renderInTestApp(
    <EntityProvider entity={entity}>
      {createExtensionTester(extension).reactElement()}
    </EntityProvider>,
    {
      apis: [
        [connectionsApiRef, createConnections(parts)],
        [discoveryApiRef, mockApis.discovery()],
        [fetchApiRef, { fetch }],
        [permissionApiRef, mockApis.permission()],
        // The view of a deployment also looks for rollouts in the clusters.
        [kubernetesApiRef, { getClusters: async () => [] }],
        [kubernetesAuthProvidersApiRef, {}],
      ],
      config: {
        argocd: { appLocatorMethods: [{ type: 'config', instances }] },
      },
    },
  );
  return { fetch };
}

describe('the tabs of an entity', () => {
  // The stock view is compiled when it is first loaded, which takes half a minute in a new checkout.
  beforeAll(() => import('./argocd/ArgoCdTab'), 120_000);

  const rows = [
    {
      tab: 'Kubernetes',
      extension: kubernetesContent,
      annotations: KUBERNETES,
    },
    { tab: 'Argo CD', extension: argoCdContent, annotations: ARGOCD },
  ];

  it.each(rows)(
    '$tab is there for a component with its annotation, and for nothing else',
    ({ extension, annotations }) => {
      const tester = createExtensionTester<ExtensionDefinition['T']>(extension);
      const matches = tester.get(
        EntityContentBlueprint.dataRefs.filterFunction,
      ) as unknown as (entity: Entity) => boolean;
      expect(matches(createEntity('Component', annotations))).toBe(true);
      expect(matches(createEntity('Component', {}))).toBe(false);
      expect(matches(createEntity('API', annotations))).toBe(false);
    },
  );

  it.each([
    { ...rows[0], id: 'kubernetes', title: 'No cluster is connected' },
    { ...rows[1], id: 'argocd', title: 'No Argo CD server is connected' },
  ])('$tab asks nobody while nothing is connected', async row => {
    const { fetch } = renderTab(row.extension, [
      createPart(row.id, 'not-connected'),
    ]);
    expect(
      await screen.findByRole('heading', { name: row.title }),
    ).toBeInTheDocument();
    expect(fetch).not.toHaveBeenCalled();
  });

  it('Argo CD shows the stock table of applications once it is connected', async () => {
    const { fetch } = renderTab(argoCdContent, [createPart('argocd', 'ok')]);
    expect(
      await screen.findAllByText('orders-production', {}, { timeout: 20_000 }),
    ).not.toHaveLength(0);
    const asked = fetch.mock.calls.map(([url]) => String(url));
    expect(asked).toContainEqual(
      expect.stringContaining('/argoInstance/main/applications/selector/'),
    );
    expect(document.head.innerHTML).toContain(
      'container-type: normal !important',
    );
  }, 60_000);
});
