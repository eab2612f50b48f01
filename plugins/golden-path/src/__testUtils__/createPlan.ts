import type {
  Plan,
  PlanApproval,
  PlanFile,
} from '@notes/plugin-golden-path-common';

export const ME = 'user:default/dev.rivera';
export const HASH = 'a1b2c3d4e5f6'.padEnd(64, '0');

const HOUR_MS = 60 * 60 * 1000;

export function createFile(path: string, more: Partial<PlanFile> = {}) {
  const file: PlanFile = {
    ...{ path, size: 120, executable: false, kind: 'text' },
    blob: 'b'.repeat(40),
    ...more,
  };
  return file;
}

export function createApproval(more: Partial<PlanApproval> = {}) {
  const approval: PlanApproval = {
    required: true,
    approvers: ['group:default/platform-team'],
    canDecide: false,
    request: undefined,
    decision: undefined,
    ...more,
  };
  return approval;
}

/** A plan with something in each of its parts. */
export function createPlan(more: Partial<Plan> = {}): Plan {
  const manifest = (kind: string, name: string) => ({
    ...{ apiVersion: 'v1', kind, name, source: 'chart' as const },
    yaml: `kind: ${kind}\nmetadata:\n  name: ${name}\n`,
  });
  return {
    id: '0d5d7c1e-0000-4000-8000-000000000001',
    hash: HASH,
    state: 'ready',
    stateReason: undefined,
    templateRef: 'template:default/node-service',
    templateTitle: 'Node service',
    templateVersion: '1.0.0',
    name: 'billing',
    createdBy: ME,
    createdAt: new Date(Date.now() - HOUR_MS).toISOString(),
    expiresAt: new Date(Date.now() + 23 * HOUR_MS).toISOString(),
    approval: createApproval({ required: false, approvers: [] }),
    taskId: undefined,
    inputHash: HASH,
    renderTree: 'c'.repeat(40),
    values: { name: 'billing', chaos: false, costCenter: 'engineering' },
    layers: [],
    files: [
      createFile('README.md'),
      createFile('logo.png', { kind: 'binary', size: 2048 }),
      createFile('src/app.ts'),
      createFile('src/routes/health.ts'),
      createFile('dump.sql', { kind: 'too-large', size: 5 * 1024 * 1024 }),
    ],
    totalBytes: 3000,
    environments: [
      {
        ...{ name: 'dev', namespace: 'notes-dev' },
        manifests: {
          state: 'available',
          data: [
            manifest('Service', 'billing'),
            manifest('Deployment', 'billing'),
          ],
        },
      },
      {
        ...{ name: 'prod', namespace: 'notes-prod' },
        manifests: {
          state: 'available',
          data: [manifest('Deployment', 'billing')],
        },
      },
    ],
    claims: [
      {
        ...{ path: 'claims/postgresql.yaml', kind: 'PostgreSQLInstance' },
        apiVersion: 'platform.notes.dev/v1alpha1',
        name: 'billing-postgresql',
        yaml: 'kind: PostgreSQLInstance\n',
      },
    ],
    composed: {
      state: 'unavailable',
      reason: 'Crossplane is not here',
      fix: 'npm run tools',
    },
    policy: {
      verdict: 'pass',
      checks: [
        {
          ...{ name: 'Labels', state: 'passed', checked: 3, findings: [] },
          ...{ reason: undefined, fix: undefined },
        },
      ],
    },
    cost: {
      state: 'available',
      data: {
        currency: 'USD',
        items: ['dev', 'prod'].map(environment => ({
          ...{ environment, claim: 'PostgreSQLInstance/billing-postgresql' },
          description: 'Database server',
          monthly: environment === 'dev' ? 23.36 : 46.72,
        })),
        environments: { dev: 23.36, prod: 46.72 },
        monthly: 70.08,
        pricesAsOf: '2026-11-01',
        assumptions: ['Backups stay within the size of the disk.'],
        unpriced: ['prod: Queue/billing-queue'],
      },
    },
    scorecard: {
      state: 'unavailable',
      reason: 'Scorecards are not installed',
      fix: undefined,
    },
    effects: [
      {
        ...{ kind: 'repository', target: 'notes/billing', step: 'publish' },
        description: 'A repository on the portal',
      },
      {
        ...{ kind: 'gitops-commit', target: 'platform/gitops', step: 'gitops' },
        description: 'A commit that adds an application',
      },
    ],
    warnings: ['The image does not exist yet'],
    durationMs: 900,
    ...more,
  };
}
