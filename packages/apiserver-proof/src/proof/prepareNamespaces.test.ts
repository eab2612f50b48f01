import { FakeApiServer } from '../__testUtils__/FakeApiServer';
import type { KubernetesObject } from '../client';
import { prepareNamespaces } from './prepareNamespaces';

const config = (namespace?: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace },
});

describe('prepareNamespaces', () => {
  let server: FakeApiServer;
  beforeEach(async () => {
    server = await FakeApiServer.start();
  });
  afterEach(() => server.stop());

  it('makes each namespace once, restricted, but not those that are emitted or always there', async () => {
    await prepareNamespaces(await server.connect(), [
      config('notes-dev'),
      config('notes-dev'),
      config('own'),
      config('default'),
      config(),
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'own' } },
    ]);
    const made = [...server.objects.values()].filter(
      ({ kind }) => kind === 'Namespace',
    );
    expect(made.map(({ metadata }) => metadata.name)).toEqual(['notes-dev']);
    expect(made[0].metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version':
        expect.stringMatching(/^v1\.\d+$/),
    });
  });
});
