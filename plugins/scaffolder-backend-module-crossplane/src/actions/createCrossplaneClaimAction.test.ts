import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { ClaimForm } from '@notes/crossplane-types';
import { parse } from 'yaml';
import { readClaimForm } from '../readClaimForm';
import { createCrossplaneClaimAction } from './createCrossplaneClaimAction';
import { examples } from './createCrossplaneClaimAction.examples';

const labels = {
  'cost-center': 'engineering',
  team: 'orders-team',
  environment: 'development',
  service: 'orders',
  'data-classification': 'internal',
};
const database = {
  kind: 'PostgreSQLInstance' as const,
  name: 'orders-postgresql',
  labels,
  spec: { database: 'orders', connectionSecretName: 'orders-postgresql' },
  targetPath: 'claims/postgresql.yaml',
};

describe('crossplane:claim', () => {
  let workspacePath: string;
  beforeEach(async () => {
    workspacePath = await mkdtemp(join(tmpdir(), 'crossplane-claim-'));
  });
  afterEach(() => rm(workspacePath, { recursive: true, force: true }));

  async function run(
    input: object,
    options: { form?: ClaimForm; isDryRun?: boolean } = {},
  ) {
    const action = createCrossplaneClaimAction({
      defaultForm: options.form ?? 'namespaced',
    });
    const context = createMockActionContext({
      workspacePath,
      isDryRun: options.isDryRun,
      input: input as typeof database,
    });
    await action.handler(context);
    return context;
  }

  const read = () => readFile(join(workspacePath, database.targetPath), 'utf8');

  it('writes the claim with what Argo CD needs to know', async () => {
    const context = await run(database);
    expect(await read()).toBe(`apiVersion: platform.notes.dev/v1alpha1
kind: PostgreSQLInstance
metadata:
  name: orders-postgresql
  labels:
    cost-center: engineering
    team: orders-team
    environment: development
    service: orders
    data-classification: internal
  annotations:
    # The store comes before the service, and going away takes a person's word.
    argocd.argoproj.io/sync-wave: '-5'
    argocd.argoproj.io/sync-options: Prune=confirm,Delete=confirm
spec:
  database: orders
  connectionSecretName: orders-postgresql
`);
    expect(context.output).toHaveBeenCalledWith('path', database.targetPath);
    expect(context.output).toHaveBeenCalledWith(
      'claim',
      expect.objectContaining({ kind: 'PostgreSQLInstance' }),
    );
  });

  it('writes the classic form where the portal is set to it, and the form of the step above that', async () => {
    await run(database, { form: 'claims' });
    expect(parse(await read()).spec).toEqual({
      database: 'orders',
      writeConnectionSecretToRef: { name: 'orders-postgresql' },
    });
    await run({ ...database, form: 'namespaced' }, { form: 'claims' });
    expect(parse(await read()).spec).toHaveProperty('connectionSecretName');
  });

  it('writes the same file again, without touching one that is right', async () => {
    await run(database);
    const before = await stat(join(workspacePath, database.targetPath));
    await run(database);
    const after = await stat(join(workspacePath, database.targetPath));
    expect(after.mtimeMs).toBe(before.mtimeMs);
    await writeFile(join(workspacePath, database.targetPath), 'half');
    await run(database);
    expect(parse(await read()).kind).toBe('PostgreSQLInstance');
  });

  it('shows the file in a dry run too', async () => {
    await run(database, { isDryRun: true });
    expect(parse(await read()).kind).toBe('PostgreSQLInstance');
  });

  it.each([
    {
      reason: 'a value out of bounds',
      input: { spec: { ...database.spec, storageGiB: 5 } },
      message: /spec\.storageGiB is 5: must be a whole number from 20 to 4096/,
    },
    {
      reason: 'a rule across fields',
      input: {
        spec: {
          ...database.spec,
          profile: 'production',
          backupRetentionDays: 7,
        },
      },
      message:
        /spec\.backupRetentionDays is 7: backupRetentionDays must be at least 30/,
    },
    {
      reason: 'a field nobody knows',
      input: { spec: { ...database.spec, instanceClass: 'db.t3.micro' } },
      message: /spec\.instanceClass is "db\.t3\.micro": is not a field here/,
    },
    {
      reason: 'a name that is none',
      input: { name: 'Orders DB' },
      message: /metadata\.name is "Orders DB": must be 1 to 63/,
    },
    {
      reason: 'missing cost labels',
      input: { labels: { team: 'x' } },
      message: /must hold the cost labels cost-center, environment, service/,
    },
    {
      reason: 'a kind that is unknown',
      input: { kind: 'Mainframe' },
      message: /kind is "Mainframe": must be one of PostgreSQLInstance/,
    },
    {
      reason: 'a path outside the workspace',
      input: { targetPath: '../../etc/claim.yaml' },
      message: /path/i,
    },
    {
      reason: 'a file that is no YAML',
      input: { targetPath: 'claims/run.sh' },
      message:
        /targetPath is 'claims\/run\.sh': must be a file that ends with \.yaml/,
    },
  ])('refuses $reason and writes nothing', async ({ input, message }) => {
    await expect(run({ ...database, ...input })).rejects.toThrow(message);
    await expect(read()).rejects.toThrow(/ENOENT/);
  });

  it('quotes what YAML would take for something else', async () => {
    const odd = { ...labels, team: 'yes', service: '0123' };
    await run({ ...database, labels: odd });
    expect(await read()).toContain("team: 'yes'");
    expect(await read()).toContain("service: '0123'");
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const { input } = parse(example).steps[0];
    await run(input);
    const file = await readFile(join(workspacePath, input.targetPath), 'utf8');
    expect(parse(file).kind).toBe(input.kind);
  });
});

describe('goldenPath.crossplane.form', () => {
  const read = (form?: string) =>
    readClaimForm(new ConfigReader({ goldenPath: { crossplane: { form } } }));

  it('is namespaced unless it is set', () => {
    expect(read()).toBe('namespaced');
    expect(read('claims')).toBe('claims');
  });

  it('refuses what it does not know', () => {
    expect(() => read('classic')).toThrow(
      "goldenPath.crossplane.form is 'classic': must be one of namespaced, claims",
    );
  });
});
