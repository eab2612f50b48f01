import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { COST_LABELS } from './claimMetadata';
import { KubernetesObject } from './__testUtils__/KubernetesObject';

const RENDERS = resolve(__dirname, '../../../crossplane/tests/renders');

function readRender(path: string): KubernetesObject[] {
  return parseAllDocuments(readFileSync(join(RENDERS, path), 'utf8')).map(
    document => document.toJS(),
  );
}

/** What one kind of object was given, in an expected render. */
function settings(path: string, kind: string, form = 'namespaced') {
  // The composite comes first and may be of the same kind; a dead-letter queue comes before its queue.
  const found = readRender(`${path}-${form}-second.yaml`)
    .filter(object => object.kind === kind && object.spec?.forProvider)
    .pop();
  return {
    ...found?.spec?.forProvider,
    policies: found?.spec?.managementPolicies,
  };
}

const everyRender = readdirSync(RENDERS).flatMap(plural =>
  readdirSync(join(RENDERS, plural)).map(file => `${plural}/${file}`),
);

describe.each(['namespaced', 'claims'])('in the %s form', form => {
  it('a database is encrypted, private and backed up; in production it also survives a zone and a deletion', () => {
    const safe = {
      storageEncrypted: true,
      publiclyAccessible: false,
      iamDatabaseAuthenticationEnabled: true,
      kmsKeyId: expect.stringContaining(':kms:'),
    };
    expect(
      settings('postgresqlinstances/learning-aws', 'Instance', form),
    ).toMatchObject({
      ...safe,
      multiAz: false,
      backupRetentionPeriod: 7,
      deletionProtection: false,
      policies: undefined,
    });
    const production = settings(
      'postgresqlinstances/production-aws',
      'Instance',
      form,
    );
    expect(production).toMatchObject({
      ...safe,
      multiAz: true,
      backupRetentionPeriod: 35,
      deletionProtection: true,
      skipFinalSnapshot: false,
    });
    expect(production.policies).not.toContain('Delete');
  });

  it('a cache wants TLS and a password; in production it has a replica elsewhere', () => {
    const safe = {
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      atRestEncryptionEnabled: 'true',
      authTokenSecretRef: expect.objectContaining({ key: 'password' }),
    };
    expect(
      settings('rediscaches/learning-aws', 'ReplicationGroup', form),
    ).toMatchObject({
      ...safe,
      numCacheClusters: 1,
    });
    expect(
      settings('rediscaches/production-aws', 'ReplicationGroup', form),
    ).toMatchObject({
      ...safe,
      numCacheClusters: 3,
      multiAzEnabled: true,
      automaticFailoverEnabled: true,
    });
  });

  it('a queue is encrypted, refuses plain HTTP and sends what fails to its dead letters', () => {
    const queue = settings('queues/learning-aws', 'Queue', form);
    expect(queue.kmsMasterKeyId).toContain(':kms:');
    expect(JSON.parse(queue.redrivePolicy)).toMatchObject({
      maxReceiveCount: 5,
    });
    expect(JSON.parse(queue.policy).Statement).toMatchObject([
      {
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  });

  it('a bucket is never public, encrypted, versioned and cleaned up', () => {
    const at = (kind: string) => settings('buckets/production-aws', kind, form);
    expect(at('BucketPublicAccessBlock')).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(
      at('BucketServerSideEncryptionConfiguration').rule[0]
        .applyServerSideEncryptionByDefault.sseAlgorithm,
    ).toBe('aws:kms');
    expect(at('BucketVersioning').versioningConfiguration.status).toBe(
      'Enabled',
    );
    expect(
      at('BucketLifecycleConfiguration').rule.map(
        (rule: { id: string }) => rule.id,
      ),
    ).toEqual([
      'unfinished-uploads',
      'old-versions',
      'infrequent-access',
      'archive',
      'expiry',
    ]);
  });

  it('an image repository has fixed tags, scans and encrypts', () => {
    expect(
      settings('imagerepositories/learning-aws', 'Repository', form),
    ).toMatchObject({
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: 'KMS' }],
    });
  });

  it('an identity is bound to one ServiceAccount and allowed no more than was named', () => {
    const at = (kind: string) =>
      settings('workloadidentities/production-aws', kind, form);
    const trust = JSON.parse(at('Role').assumeRolePolicy).Statement;
    expect(Object.values(trust[0].Condition.StringEquals)).toContain(
      'system:serviceaccount:shop-prod:orders',
    );
    expect(trust[1].Condition.StringEquals).toMatchObject({
      'aws:RequestTag/kubernetes-namespace': 'shop-prod',
      'aws:RequestTag/kubernetes-service-account': 'orders',
    });
    const policy: { Action: string[]; Resource: string[] }[] = JSON.parse(
      at('RolePolicy').policy,
    ).Statement;
    expect(
      policy
        .flatMap(each => each.Action)
        .filter(action => action.includes('*')),
    ).toEqual([]);
    const everywhere = policy.filter(each => each.Resource.includes('*'));
    expect(everywhere.map(each => each.Action)).toEqual([
      ['ecr:GetAuthorizationToken'],
    ]);
  });
});

describe('every composed resource', () => {
  it.each(everyRender.filter(path => path.includes('-aws-')))(
    'of %s carries the cost labels where it can, and names its provider',
    path => {
      for (const { kind, spec } of readRender(path).filter(
        each => each.spec?.forProvider,
      )) {
        expect([kind, spec?.providerConfigRef?.name]).toEqual([
          kind,
          expect.stringMatching(/^(aws|kafka)$/),
        ]);
        // A kind without tags has no field for them.
        const { tags = Object.fromEntries(COST_LABELS.map(key => [key, ''])) } =
          spec?.forProvider;
        expect(Object.keys(tags)).toEqual(
          expect.arrayContaining([...COST_LABELS]),
        );
      }
    },
  );

  it.each(everyRender.filter(path => path.includes('-claims-')))(
    'of %s is cluster-scoped, which is all a classic composite can compose',
    path => {
      for (const { apiVersion, kind, metadata } of readRender(path)) {
        expect([kind, metadata.namespace]).toEqual([kind, undefined]);
        expect(apiVersion).not.toContain('.m.');
      }
    },
  );
});
