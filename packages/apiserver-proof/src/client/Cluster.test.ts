import { FakeApiServer, type Judge } from '../__testUtils__/FakeApiServer';
import { Cluster, describeObject, type KubernetesObject } from '.';

const configMap: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'notes-dev' },
};
const namespace: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'notes-dev' },
};

let server: FakeApiServer;
const setup = async (judge?: Judge) => {
  server = await FakeApiServer.start(judge);
  return server.connect();
};
afterEach(() => server.stop());

describe('a cluster', () => {
  it('judges an object strictly and keeps nothing', async () => {
    const cluster = await setup();
    expect(await cluster.dryRun(configMap)).toEqual({
      accepted: true,
      warnings: [],
    });
    const [{ method, path, query }] = server.asked;
    expect([method, path]).toEqual([
      'POST',
      '/api/v1/namespaces/notes-dev/configmaps',
    ]);
    expect(Object.fromEntries(query)).toEqual({
      dryRun: 'All',
      fieldValidation: 'Strict',
    });
    expect(await cluster.has(configMap)).toBe(false);
  });

  it('keeps what is applied until it is removed', async () => {
    const cluster = await setup();
    await cluster.require(namespace);
    expect(server.asked[0].path).toBe('/api/v1/namespaces/notes-dev');
    expect(server.asked[0].query.get('dryRun')).toBeNull();
    expect(await cluster.has(namespace)).toBe(true);
    await cluster.remove(namespace);
    expect(await cluster.has(namespace)).toBe(false);
  });

  it('gives the words of a refusal', async () => {
    const cluster = await setup(() => ({ status: 422, message: 'too long' }));
    expect(await cluster.dryRun(configMap)).toEqual({
      accepted: false,
      status: 422,
      reason: 'too long',
    });
    await expect(cluster.require(namespace)).rejects.toThrow(
      'Namespace notes-dev is refused: too long',
    );
  });

  it('gives the warnings of what is accepted', async () => {
    const cluster = await setup();
    server.warning = 'v1 \\"Old\\" goes';
    expect(await cluster.dryRun(configMap)).toEqual({
      accepted: true,
      warnings: ['v1 "Old" goes'],
    });
  });

  it('refuses a kind that is not served, and finds nothing of it', async () => {
    const cluster = await setup();
    const unknown = { ...configMap, kind: 'Rollout' };
    expect(await cluster.dryRun(unknown)).toMatchObject({
      accepted: false,
      reason: 'no matches for kind "Rollout" in version "v1"',
    });
    expect(await cluster.has(unknown)).toBe(false);
    await cluster.remove(unknown);
    expect(server.asked).toEqual([]);
  });

  it('does not connect without the right token', async () => {
    await setup();
    const stranger = server.client('stranger');
    await expect(Cluster.connect(stranger)).rejects.toThrow(/answers 401/);
  });
});

describe('an object', () => {
  it.each([
    [configMap, 'ConfigMap notes-dev/settings'],
    [namespace, 'Namespace notes-dev'],
    [{ ...configMap, metadata: { generateName: 'job-' } }, 'ConfigMap job-…'],
  ])('is described as people read it', (object, text) => {
    expect(describeObject(object)).toBe(text);
  });
});
