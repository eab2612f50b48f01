import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { describeProblem, platformApis, validateSpec } from '.';
import type { ClaimKind, FieldSchema } from '.';

const CROSSPLANE = resolve(__dirname, '../../../crossplane');

function readAll(...folder: string[]) {
  const root = join(CROSSPLANE, ...folder);
  return readdirSync(root).flatMap(plural =>
    readdirSync(join(root, plural)).map(file => ({
      name: `${plural}/${basename(file, '.yaml')}`,
      claim: parse(readFileSync(join(root, plural, file), 'utf8')),
    })),
  );
}

describe('validateSpec', () => {
  it.each(readAll('examples'))('accepts the example $name', ({ claim }) => {
    expect(validateSpec(claim.kind, claim.spec).problems).toEqual([]);
  });

  it.each(readAll('tests', 'refused'))(
    'refuses $name and names the field',
    ({ claim }) => {
      const { problems } = validateSpec(claim.kind, claim.spec);
      expect(problems.map(problem => problem.path)).toContain(
        claim.metadata.annotations['platform.notes.dev/refused'],
      );
    },
  );

  it('fills in the defaults', () => {
    const spec = { connectionSecretName: 'orders-postgresql' };
    expect(validateSpec('PostgreSQLInstance', spec).spec).toEqual({
      ...spec,
      size: 'small',
      class: 'standard',
      profile: 'learning',
      region: 'us-east-1',
      version: '18',
      database: 'app',
      storageGiB: 20,
    });
  });

  it.each([
    {
      change: 'a region that moves',
      kind: 'Bucket' as const,
      from: { region: 'us-east-1' },
      to: { region: 'eu-west-1' },
      path: 'spec.region',
    },
    {
      change: 'a version that goes back',
      kind: 'PostgreSQLInstance' as const,
      from: { version: '18' },
      to: { version: '17' },
      path: 'spec.version',
    },
    {
      change: 'storage that shrinks',
      kind: 'PostgreSQLInstance' as const,
      from: { storageGiB: 100 },
      to: { storageGiB: 50 },
      path: 'spec.storageGiB',
    },
    {
      change: 'production that becomes learning',
      kind: 'Queue' as const,
      from: { profile: 'production' },
      to: { profile: 'learning' },
      path: 'spec.profile',
    },
    {
      change: 'dead letters taken away',
      kind: 'KafkaTopic' as const,
      from: { topic: 'a', deadLetterTopic: 'b' },
      to: { topic: 'a' },
      path: 'spec',
    },
  ])('refuses $change', ({ kind, from, to, path }) => {
    const secret = { connectionSecretName: 's' };
    const { problems } = validateSpec(
      kind,
      { ...secret, ...to },
      { oldSpec: { ...secret, ...from } },
    );
    expect(problems.map(problem => problem.path)).toEqual([path]);
  });

  it('accepts a change that is allowed', () => {
    const { problems } = validateSpec(
      'PostgreSQLInstance',
      { connectionSecretName: 's', storageGiB: 200, version: '18' },
      { oldSpec: { connectionSecretName: 's', version: '17' } },
    );
    expect(problems).toEqual([]);
  });

  it('says field, value and accepted form', () => {
    const { problems } = validateSpec('Queue', {
      connectionSecretName: 'x',
      maxReceives: 0,
      colour: 'red',
    });
    expect(problems.map(describeProblem)).toEqual([
      expect.stringMatching(
        /^spec\.colour is "red": is not a field here; the fields are size, /,
      ),
      'spec.maxReceives is 0: must be a whole number from 1 to 1000',
    ]);
  });

  it.each([undefined, null, 'text', 7, []])('refuses %p as a spec', spec => {
    expect(validateSpec('Queue', spec).problems).toHaveLength(1);
  });

  it('refuses a kind it does not know, naming those it does', () => {
    const { problems } = validateSpec('Mainframe' as ClaimKind, {});
    expect(problems.map(describeProblem)).toEqual([
      expect.stringMatching(
        /^kind is "Mainframe": must be one of PostgreSQLInstance, /,
      ),
    ]);
  });

  it('answers for text that tries to break out', () => {
    for (const value of [
      '${{ x }}',
      '{{ .y }}',
      "'; rm -rf /",
      'ü',
      'a'.repeat(200),
    ]) {
      expect(
        validateSpec('Queue', { connectionSecretName: value }).problems[0].path,
      ).toBe('spec.connectionSecretName');
    }
  });
});

describe('the definitions', () => {
  const shared = ['profile', 'region', 'connectionSecretName'];
  it.each(shared)('describe %s alike in every kind', field => {
    const found = platformApis
      .map(api => api.spec.properties?.[field])
      .filter(Boolean);
    found.forEach(schema => expect(schema).toEqual(found[0]));
  });

  it.each(platformApis)('describe and bound every field of $kind', api => {
    const fields = [
      ...listFields(api.spec, 'spec'),
      ...listFields(api.status, 'status'),
    ];
    expect(fields.filter(({ field }) => !field.description)).toEqual([]);
    expect(fields.filter(({ field }) => !isBounded(field))).toEqual([]);
  });

  it('use no word of a cloud in what people write', () => {
    const names = platformApis.flatMap(api =>
      listFields(api.spec, '').flatMap(({ name }) =>
        name.split(/(?=[A-Z])|\W+/).map(word => word.toLowerCase()),
      ),
    );
    expect(
      names.filter(name =>
        /^(aws|rds|s3|sqs|ecr|iam|arn|vpc|subnet|kms|azure|gcp)$/.test(name),
      ),
    ).toEqual([]);
  });
});

function listFields(
  schema: FieldSchema,
  path: string,
): { name: string; field: FieldSchema }[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => [
    { name: `${path}.${key}`, field },
    ...listFields(field, `${path}.${key}`),
    ...(field.items ? listFields(field.items, `${path}.${key}[]`) : []),
  ]);
}

function isBounded(field: FieldSchema): boolean {
  return (
    Boolean(field.enum) ||
    field.maxLength !== undefined ||
    field.maximum !== undefined ||
    field.maxItems !== undefined ||
    ['boolean', 'object'].includes(field.type)
  );
}
