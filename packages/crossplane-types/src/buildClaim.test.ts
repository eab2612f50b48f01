import {
  buildClaim,
  buildPostgreSQLInstance,
  buildWorkloadIdentity,
  RefusedClaimError,
} from '.';

const labels = { 'cost-center': 'engineering', service: 'orders' };

describe('buildClaim', () => {
  it('builds the namespaced form with what Argo CD needs to know', () => {
    expect(
      buildPostgreSQLInstance({
        name: 'orders-postgresql',
        labels,
        spec: { size: 'medium', connectionSecretName: 'orders-postgresql' },
      }),
    ).toEqual({
      apiVersion: 'platform.notes.dev/v1alpha1',
      kind: 'PostgreSQLInstance',
      metadata: {
        name: 'orders-postgresql',
        labels,
        annotations: {
          'argocd.argoproj.io/sync-wave': '-5',
          'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
        },
      },
      spec: { size: 'medium', connectionSecretName: 'orders-postgresql' },
    });
  });

  it('builds the classic form, where the Secret has the name every claim gives it', () => {
    const claim = buildPostgreSQLInstance({
      name: 'orders-postgresql',
      form: 'claims',
      spec: { connectionSecretName: 'orders-postgresql' },
    });
    expect(claim.spec).toEqual({
      writeConnectionSecretToRef: { name: 'orders-postgresql' },
    });
  });

  it('asks no confirmation for what can be made again', () => {
    const { metadata, spec } = buildWorkloadIdentity({
      name: 'orders',
      form: 'claims',
      annotations: { 'example.com/note': 'kept' },
      spec: {
        serviceAccountName: 'orders',
        access: [{ to: 'secret', name: 'shop/orders' }],
      },
    });
    expect(metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-wave': '-5',
      'example.com/note': 'kept',
    });
    expect(spec).not.toHaveProperty('writeConnectionSecretToRef');
  });

  it('throws every reason at once', () => {
    const build = () =>
      buildClaim('Queue', {
        name: 'Orders!',
        labels: { team: 'a b', 'no key!': 'x' },
        annotations: { 'bad key!': 'x' },
        // What a caller without types may send.
        spec: { connectionSecretName: 7 } as never,
      });
    expect(build).toThrow(RefusedClaimError);
    expect(build).toThrow(
      /metadata\.name is "Orders!".*metadata\.labels\.team is "a b".*metadata\.labels is "no key!".*metadata\.annotations is "bad key!".*spec\.connectionSecretName is 7/,
    );
  });
});
