import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeApiServer } from '../__testUtils__/FakeApiServer';
import { installDefinitions, readDefinitions } from '.';

const definition = (kind: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${kind.toLowerCase()}s.example.io
spec:
  group: example.io
  names:
    kind: ${kind}
    plural: ${kind.toLowerCase()}s
  scope: Namespaced
  conversion:
    strategy: Webhook
  versions:
    - name: v1
      served: true
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'definitions-'));
  writeFileSync(
    join(folder, 'all.yaml'),
    [definition('Car'), definition('Boat'), 'kind: List\n'].join('---\n'),
  );
  writeFileSync(join(folder, 'README.md'), 'words');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const find = (name: string) => (name === 'istio' ? folder : undefined);
const kindsOf = (objects: object[]) =>
  objects.map(
    object => (object as { spec: { names: { kind: string } } }).spec.names.kind,
  );

describe('definitions', () => {
  it('are those of the projects that are here and of the platform itself', () => {
    const { objects, missing } = readDefinitions(undefined, find);
    expect(kindsOf(objects)).toEqual(
      expect.arrayContaining(['Car', 'Boat', 'PostgreSQLInstance', 'Bucket']),
    );
    expect(missing).toContain('keda');
    expect(missing).not.toContain('istio');
  });

  it('are only those that are wanted', () => {
    const { objects } = readDefinitions((_, kind) => kind === 'Boat', find);
    expect(kindsOf(objects)).toEqual(['Boat']);
  });

  it('have the fields that Crossplane adds, beside the own ones of the API', () => {
    const { objects } = readDefinitions((_, kind) => kind === 'RedisCache');
    expect(objects[0]).toMatchObject({
      metadata: { name: 'rediscaches.platform.notes.dev' },
      spec: {
        scope: 'Namespaced',
        versions: [
          {
            schema: {
              openAPIV3Schema: {
                properties: {
                  spec: {
                    properties: {
                      size: { enum: ['small', 'medium', 'large'] },
                      crossplane: { type: 'object' },
                    },
                  },
                  status: { properties: { conditions: { type: 'array' } } },
                },
              },
            },
          },
        ],
      },
    });
  });

  it('are installed without the programs that convert versions, and awaited', async () => {
    const server = await FakeApiServer.start();
    const cluster = await server.connect();
    const { objects } = readDefinitions((_, kind) => kind === 'Car', find);
    await installDefinitions(cluster, objects);
    expect(cluster.serves('example.io/v1', 'Car')).toBe(true);
    expect(server.asked[0].object?.spec).not.toHaveProperty('conversion');
    await server.stop();
  });
});
