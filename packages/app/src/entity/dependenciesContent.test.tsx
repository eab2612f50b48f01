import {
  createExtensionTester,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import {
  catalogGraphApiRef,
  DefaultCatalogGraphApi,
} from '@backstage/plugin-catalog-graph';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { dependenciesContent } from './dependenciesContent';

function createEntity(kind: string, name: string, dependsOn?: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    relations: dependsOn ? [{ type: 'dependsOn', targetRef: dependsOn }] : [],
  };
}

describe('the tab Dependencies', () => {
  const tester = createExtensionTester(dependenciesContent);

  it.each([
    { kind: 'Component', shown: true },
    { kind: 'System', shown: true },
    { kind: 'User', shown: false },
    { kind: 'Template', shown: false },
  ])('is shown on a $kind: $shown', ({ kind, shown }) => {
    const filter = tester.get(EntityContentBlueprint.dataRefs.filterFunction);
    expect(filter?.(createEntity(kind, 'orders'))).toBe(shown);
  });

  it('draws what the entity depends on', async () => {
    // The picture measures its texts, which the test browser cannot.
    Object.defineProperty(SVGElement.prototype, 'getBBox', {
      value: () => ({ width: 100, height: 20 }),
      configurable: true,
    });
    const orders = createEntity('Component', 'orders', 'resource:default/db');
    const database = createEntity('Resource', 'db');
    renderInTestApp(
      <EntityProvider entity={orders}>{tester.reactElement()}</EntityProvider>,
      {
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
        apis: [
          [catalogApiRef, catalogApiMock({ entities: [orders, database] })],
          [catalogGraphApiRef, new DefaultCatalogGraphApi()],
        ],
      },
    );
    // The drawing code is loaded by the tab, and is not small.
    expect(
      await screen.findByText('db', {}, { timeout: 20_000 }),
    ).toBeInTheDocument();
    expect(screen.getByText('orders')).toBeInTheDocument();
  }, 30_000);
});
