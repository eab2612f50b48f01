import type { Manifest } from '../emitted';
import { findPrincipalProblems } from './findPrincipalProblems';

const account = (name: string, place = 'dev'): Manifest => ({
  place,
  object: {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: `notes-${place}` },
  },
});

const policy = (...principals: string[]): Manifest => ({
  place: 'dev',
  object: {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'billing', namespace: 'notes-dev' },
    spec: { rules: [{ from: [{ source: { principals } }] }] },
  },
});

const principal = (namespace: string, name: string) =>
  `cluster.local/ns/${namespace}/sa/${name}`;

describe('findPrincipalProblems', () => {
  it.each([
    ['an account of this environment', principal('notes-dev', 'orders')],
    ['the gateway of the platform', principal('gateway', 'shared-istio')],
    ['the waypoint of the namespace', principal('notes-dev', 'waypoint')],
    ['an account of another service', principal('shop-dev', 'cart')],
  ])('knows %s', (_who, known) => {
    const manifests = [account('orders'), policy(known)];
    expect(findPrincipalProblems(manifests, ['shop-dev/cart'])).toEqual({
      principals: 1,
      problems: [],
    });
  });

  it.each([
    ['an account that nobody makes', principal('notes-dev', 'ghost')],
    ['an account of another environment', principal('notes-prod', 'orders')],
    ['the waypoint of another namespace', principal('shop-dev', 'waypoint')],
    ['what is no account', 'everybody'],
  ])('names %s', (_who, unknown) => {
    const manifests = [
      account('orders'),
      account('orders', 'prod'),
      policy(unknown),
    ];
    const { principals, problems } = findPrincipalProblems(manifests);
    expect(principals).toBe(1);
    expect(problems).toEqual([
      `AuthorizationPolicy notes-dev/billing lets in "${unknown}", which is no service account of the charts or the platform`,
    ]);
  });

  it('has nothing to say of a policy that names nobody', () => {
    const closed = policy();
    closed.object.spec = {};
    expect(findPrincipalProblems([closed])).toEqual({
      principals: 0,
      problems: [],
    });
  });
});
