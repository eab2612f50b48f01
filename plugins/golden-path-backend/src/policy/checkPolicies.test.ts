import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { PlanEnvironment } from '@notes/plugin-golden-path-common';
import { stringify } from 'yaml';
import { ToolBox } from '../tools/ToolBox';
import { checkImages } from './checkImages';
import { checkLabels } from './checkLabels';
import { checkPodSecurity } from './checkPodSecurity';
import { checkPolicies } from './checkPolicies';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const labels = {
  'app.kubernetes.io/name': 'billing',
  'app.kubernetes.io/part-of': 'notes',
  'app.kubernetes.io/managed-by': 'Helm',
  'cost-center': 'engineering',
  team: 'notes-team',
  environment: 'dev',
  service: 'billing',
  'data-classification': 'internal',
};
const secure = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

function deployment(container: object = {}, pod: object = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'billing', labels },
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'app',
              image: `ghcr.io/notes/billing@${DIGEST}`,
              securityContext: secure,
              ...container,
            },
          ],
          ...pod,
        },
      },
    },
  };
}

const without = (key: keyof typeof secure) => {
  const { [key]: _, ...rest } = secure;
  return { securityContext: rest };
};

describe('checkPodSecurity', () => {
  it('finds nothing in a restricted pod, nor where there is none', () => {
    expect(checkPodSecurity(deployment(), 'x')).toEqual([]);
    expect(
      checkPodSecurity({ apiVersion: 'v1', kind: 'Service', spec: {} }, 'x'),
    ).toEqual([]);
  });

  it('lets the pod answer for its containers', () => {
    const object = deployment(
      { securityContext: { ...secure, runAsNonRoot: undefined } },
      { securityContext: { runAsNonRoot: true } },
    );
    expect(checkPodSecurity(object, 'x')).toEqual([]);
  });

  it.each([
    ['run-as-non-root', deployment(without('runAsNonRoot'))],
    ['privilege-escalation', deployment(without('allowPrivilegeEscalation'))],
    ['capabilities', deployment(without('capabilities'))],
    ['seccomp', deployment(without('seccompProfile'))],
    [
      'run-as-non-root-user',
      deployment({ securityContext: { ...secure, runAsUser: 0 } }),
    ],
    [
      'privileged',
      deployment({ securityContext: { ...secure, privileged: true } }),
    ],
    [
      'capabilities',
      deployment({
        securityContext: {
          ...secure,
          capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] },
        },
      }),
    ],
    ['host-namespaces', deployment({}, { hostPID: true })],
    [
      'volume-types',
      deployment({}, { volumes: [{ name: 'v', hostPath: { path: '/' } }] }),
    ],
    [
      'seccomp',
      deployment(
        {},
        { initContainers: [{ name: 'i', ...without('seccompProfile') }] },
      ),
    ],
  ])('finds a breach of "%s"', (rule, object) => {
    expect(checkPodSecurity(object, 'dev: Deployment/billing')).toEqual([
      expect.objectContaining({
        rule,
        severity: 'error',
        subject: 'dev: Deployment/billing',
      }),
    ]);
  });

  it.each([
    ['Pod', (spec: object) => ({ spec })],
    ['Job', (spec: object) => ({ spec: { template: { spec } } })],
    [
      'CronJob',
      (spec: object) => ({
        spec: { jobTemplate: { spec: { template: { spec } } } },
      }),
    ],
  ])('looks into a %s', (kind, place) => {
    const object = {
      apiVersion: 'v1',
      kind,
      ...place({ containers: [{ name: 'c' }] }),
    };
    expect(checkPodSecurity(object, 'x').length).toBeGreaterThan(2);
  });
});

describe('checkLabels', () => {
  it('names the labels that are missing', () => {
    const { team: _, ...rest } = labels;
    expect(checkLabels(deployment(), 'x')).toEqual([]);
    expect(
      checkLabels({ ...deployment(), metadata: { labels: rest } }, 'x'),
    ).toMatchObject([{ message: 'labels are missing: team' }]);
  });
});

describe('checkImages', () => {
  it.each([
    [`ghcr.io/notes/billing@${DIGEST}`, undefined],
    ['ghcr.io/notes/billing:1.0.0', 'warning'],
    ['ghcr.io/notes/billing-other:1.0.0', 'error'],
    ['nginx:latest', 'error'],
    ['', 'error'],
  ])('says of "%s": %s', (image, severity) => {
    const findings = checkImages(
      deployment({ image }),
      'x',
      'ghcr.io/notes/billing',
    );
    expect(findings[0]?.severity).toBe(severity);
  });
});

describe('checkPolicies', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policies-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const environment = (object?: object): PlanEnvironment => ({
    name: 'dev',
    namespace: 'notes-dev',
    manifests: object
      ? {
          state: 'available',
          data: [
            {
              ...{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'billing' },
              source: 'chart',
              yaml: stringify(object),
            },
          ],
        }
      : { state: 'unavailable', reason: 'no helm', fix: 'npm run tools' },
  });

  /** A stand-in for conftest that answers with what the test gives it. */
  async function toolsWith(answer?: { stdout: string; code: number }) {
    const directory = join(folder, 'bin');
    await mkdir(directory, { recursive: true });
    if (answer) {
      await writeFile(join(folder, 'answer.json'), answer.stdout);
      await writeFile(
        join(directory, 'conftest'),
        `#!/bin/sh\nfor last; do :; done\nsed "s#FILE#$last#" ${folder}/answer.json\nexit ${answer.code}\n`,
        { mode: 0o755 },
      );
      await mkdir(join(folder, 'policies/rego'), { recursive: true });
    }
    return new ToolBox(
      mockServices.rootConfig({
        data: {
          goldenPath: {
            tools: {
              directory,
              ...(answer ? {} : { conftest: join(folder, 'none') }),
            },
          },
        },
      }),
    );
  }

  const check = async (
    object: object | undefined,
    answer?: { stdout: string; code: number },
  ) =>
    checkPolicies(await toolsWith(answer), {
      folder,
      home: folder,
      environments: [environment(object)],
      ownImage: undefined,
    });

  it('passes only when every check ran and found nothing', async () => {
    const clean = { stdout: '[]', code: 0 };
    expect(await check(deployment(), clean)).toMatchObject({ verdict: 'pass' });
    expect(await check(deployment())).toMatchObject({ verdict: 'incomplete' });
  });

  it('fails with what the repository forbids itself', async () => {
    const answer = [{ filename: 'FILE', failures: [{ msg: 'no owner' }] }];
    const policy = await check(deployment(), {
      stdout: JSON.stringify(answer),
      code: 1,
    });
    expect(policy.verdict).toBe('fail');
    expect(policy.checks.at(-1)).toMatchObject({
      state: 'failed',
      findings: [{ subject: 'dev: Deployment/billing', message: 'no owner' }],
    });
  });

  it('says of each check why it did not run', async () => {
    const policy = await check(undefined, { stdout: '[]', code: 0 });
    expect(policy.verdict).toBe('incomplete');
    for (const each of policy.checks) {
      expect(each).toMatchObject({
        state: 'not-run',
        reason: expect.any(String),
      });
    }
  });

  it('takes a tool that breaks for no verdict', async () => {
    const policy = await check(deployment(), { stdout: 'panic', code: 2 });
    expect(policy.checks.at(-1)).toMatchObject({
      state: 'not-run',
      reason: expect.stringMatching(/conftest failed/),
    });
  });
});
