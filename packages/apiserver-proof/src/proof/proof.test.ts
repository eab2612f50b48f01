import { EmittedRepository } from '@notes/template-kit';
import { Report } from '@notes/template-kit/src/cli/Report';
import {
  FakeApiServer,
  type Asked,
  type Judge,
} from '../__testUtils__/FakeApiServer';
import type { KubernetesObject } from '../client';
import { parseManifests, type Manifest } from '../emitted';
import {
  applyObjects,
  ObjectJudge,
  proveApplications,
  proveTemplate,
  type ProofContext,
} from '.';

const POLICY = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: billing-workloads }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: billing-workloads }
`;
const deployment = (name: string, account = 'billing') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: notes-dev }
spec:
  template:
    metadata: { labels: { service: billing } }
    spec:
      serviceAccountName: ${account}
      containers: [{ name: service, image: billing }]
`;
const ACCOUNT = `
apiVersion: v1
kind: ServiceAccount
metadata: { name: billing, namespace: notes-dev }
`;
const authorization = (...principals: string[]) => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: billing, namespace: notes-dev }
spec: { rules: [{ from: [{ source: { principals: ${JSON.stringify(principals)} } }] }] }
`;
const service = [ACCOUNT, deployment('billing')].join('---');
const POLICY_PATH =
  '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/billing-workloads';

/** Refuses fixtures while the policy is in force, and what the seeded defects break. */
const judgeLikeReal: Judge = ({ object }, server) => {
  const text = JSON.stringify(object ?? {});
  const rule = /billing-(digest|labels)/.exec(object?.metadata.name ?? '')?.[1];
  if (rule && server.objects.has(POLICY_PATH)) {
    return {
      status: 422,
      message: `ValidatingAdmissionPolicy 'billing-workloads' with binding 'b' denied request: ${rule}: no`,
    };
  }
  const messages: [string, string][] = [
    [
      'imagePullpolicy',
      'strict decoding error: unknown field "spec.containers[0].imagePullpolicy"',
    ],
    [
      '"privileged":true',
      'violates PodSecurity "restricted:v1.36": privileged',
    ],
    ['hostNetwork', 'violates PodSecurity "restricted:v1.36": host namespaces'],
    ['"runAsUser":0', 'violates PodSecurity "restricted:v1.36": runAsUser=0'],
    ['nobody', 'serviceaccount "nobody" not found'],
  ];
  const found = messages.find(([part]) => text.includes(part));
  return found && { status: 403, message: found[1] };
};

let server: FakeApiServer;
afterEach(() => server.stop());

async function setup(judge: Judge = judgeLikeReal) {
  server = await FakeApiServer.start(judge);
  const cluster = await server.connect();
  const lines: string[] = [];
  const context: ProofContext = {
    cluster,
    judge: new ObjectJudge(cluster),
    report: new Report(line => lines.push(line)),
    whyUnknown: apiVersion =>
      /istio/.test(apiVersion) ? 'the definitions of istio' : undefined,
  };
  return { context, cluster, lines };
}

const manifestsOf = (text: string): Manifest[] =>
  parseManifests(text, 'test').map(object => ({ object, place: 'dev' }));

function emitted(text: string, files: Record<string, string> = {}) {
  return {
    combination: 'first-choices',
    repository: EmittedRepository.fromTexts('first-choices', files),
    manifests: manifestsOf(text),
  };
}

const result = (lines: string[]) => lines.join('\n');
const posts = (asked: Asked[], kind: string) =>
  asked.filter(
    ({ method, object }) => method === 'POST' && object?.kind === kind,
  );

describe('the proof of a template', () => {
  it('passes what is accepted, with the pod of each workload, and catches seeded defects', async () => {
    const { context, lines } = await setup();
    await proveTemplate('node-service', [emitted(service)], context);
    expect(context.report.failed).toBe(0);
    expect(result(lines)).toMatch(/2 objects and 1 pods, 3 different/);
    expect(result(lines)).toMatch(/not blind: a privileged container/);
    const [pod] = posts(server.asked, 'Pod');
    expect(pod.object?.metadata).toMatchObject({
      generateName: 'billing-',
      namespace: 'notes-dev',
    });
    expect(server.objects.get('/api/v1/namespaces/notes-dev')).toMatchObject({
      metadata: {
        labels: {
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/enforce-version': 'v1.36',
        },
      },
    });
  });

  it('asks about the same object once, and names every combination that has a problem', async () => {
    const { context, lines } = await setup(({ object }) =>
      object?.kind === 'Deployment'
        ? { status: 422, message: 'spec.x: wrong' }
        : undefined,
    );
    const other = { ...emitted(service), combination: 'mesh-sidecar' };
    await proveTemplate('node-service', [emitted(service), other], context);
    expect(result(lines)).toMatch(
      /Deployment notes-dev\/billing is refused: spec\.x: wrong \[first-choices, dev and 1 more\]/,
    );
    const sound = posts(server.asked, 'Deployment').filter(
      ({ object }) => object?.apiVersion === 'apps/v1',
    );
    // Once for the proof; the seeded defect of a Deployment asks for itself.
    expect(sound.length).toBeLessThanOrEqual(2);
  });

  it('fails for a warning that somebody should act on', async () => {
    const { context, lines } = await setup();
    server.warning = 'apps/v1 is deprecated';
    await proveTemplate('node-service', [emitted(service)], context);
    expect(result(lines)).toMatch(
      /accepted with a warning: apps\/v1 is deprecated/,
    );
  });

  it('fails when a defect is accepted, or refused for another reason', async () => {
    const { context, lines } = await setup(({ object }) =>
      JSON.stringify(object).includes('"runAsUser":0')
        ? { status: 403, message: 'a bad day' }
        : undefined,
    );
    await proveTemplate('node-service', [emitted(service)], context);
    expect(result(lines)).toMatch(
      /not ok \d+ - .*a misspelt field\n {2}# the API server accepts it/,
    );
    expect(result(lines)).toMatch(/refused for another reason: a bad day/);
  });

  it('skips objects by name whose definitions are absent', async () => {
    const { context, lines } = await setup();
    const text = [
      service,
      authorization('cluster.local/ns/gateway/sa/shared-istio'),
    ];
    await proveTemplate('node-service', [emitted(text.join('---'))], context);
    expect(result(lines)).toMatch(
      /1 objects are accepted # SKIP the definitions of istio/,
    );
  });

  it.each([
    ['cluster.local/ns/notes-dev/sa/billing', 'of its chart', true],
    ['cluster.local/ns/notes-dev/sa/waypoint', 'of its waypoint', true],
    ['cluster.local/ns/monitoring/sa/prometheus-k8s', 'of the platform', true],
    ['cluster.local/ns/notes-prod/sa/billing', 'of another environment', false],
    ['cluster.local/ns/other/sa/waypoint', "of another's waypoint", false],
    ['billing', 'in another form', false],
  ])(
    'judges the principal %s, an account %s',
    async (principal, _, isSound) => {
      const { context, lines } = await setup();
      const text = [service, authorization(principal)].join('---');
      await proveTemplate('node-service', [emitted(text)], context);
      expect(/no service account of the charts/.test(result(lines))).toBe(
        !isSound,
      );
    },
  );

  it('fails when pods run as an account that the chart does not create', async () => {
    const { context, lines } = await setup();
    const text = [ACCOUNT, deployment('billing', 'admin')].join('---');
    await proveTemplate('node-service', [emitted(text)], context);
    expect(result(lines)).toMatch(
      /runs as service account "admin", which its chart does not create/,
    );
  });
});

describe('the proof of admission policies', () => {
  const files = {
    'policies/admission/workloads.yaml': POLICY,
    'policies/fixtures/pass.yaml': deployment('billing-good'),
    'policies/fixtures/fail.yaml': [
      deployment('billing-digest'),
      deployment('billing-labels'),
    ].join('---'),
  };
  const withPolicy = () => emitted([service, POLICY].join('---'), files);

  it('passes when each fixture is refused for its own reason, and leaves no policy behind', async () => {
    const { context, lines } = await setup();
    await proveTemplate('node-service', [withPolicy()], context);
    expect(context.report.failed).toBe(0);
    expect(result(lines)).toMatch(/1 policies, 3 fixtures/);
    expect(server.objects.has(POLICY_PATH)).toBe(false);
  });

  it('fails for a fixture that is accepted, refused for another reason, or right and refused', async () => {
    const { context, lines } = await setup((asked, fake) => {
      const { name } = asked.object?.metadata ?? {};
      if (name === 'billing-labels') return undefined;
      if (name === 'billing-good') return { status: 422, message: 'strange' };
      return judgeLikeReal(asked, fake);
    });
    await proveTemplate('node-service', [withPolicy()], context);
    expect(result(lines)).toMatch(/billing-labels is accepted/);
    expect(result(lines)).toMatch(/billing-good must pass and is refused/);
  });

  it('fails for a fixture that another rule refuses', async () => {
    const { context, lines } = await setup((asked, fake) => {
      const refusal = judgeLikeReal(asked, fake);
      return (
        refusal && {
          ...refusal,
          message: refusal.message.replace('labels:', 'limits:'),
        }
      );
    });
    await proveTemplate('node-service', [withPolicy()], context);
    expect(result(lines)).toMatch(
      /billing-labels is refused for another reason than its own/,
    );
  });

  it('is an error when there is nothing to see the policy by', async () => {
    const { context } = await setup();
    await expect(
      proveTemplate('node-service', [emitted(POLICY)], context),
    ).rejects.toThrow(/without a fixture/);
  });
});

describe('objects that stay', () => {
  it('are applied in the order in which they need each other, without tests', async () => {
    const { cluster } = await setup(() => undefined);
    const test = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'test',
        namespace: 'notes-dev',
        annotations: { 'helm.sh/hook': 'test' },
      },
    };
    const objects = manifestsOf(
      [deployment('billing'), POLICY, ACCOUNT].join('---'),
    ).map(({ object }) => object as KubernetesObject);
    const { count, refused } = await applyObjects(cluster, [...objects, test]);
    expect([count, refused]).toEqual([4, []]);
    expect(server.asked.map(({ object }) => object?.kind)).toEqual([
      'Namespace',
      'ServiceAccount',
      'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicyBinding',
      'Deployment',
    ]);
  });

  it('are named when they are refused', async () => {
    const { cluster } = await setup(({ object }) =>
      object?.kind === 'Deployment'
        ? { status: 422, message: 'wrong' }
        : undefined,
    );
    const [{ object }] = manifestsOf(deployment('billing'));
    expect(await applyObjects(cluster, [object])).toEqual({
      count: 0,
      refused: ['Deployment notes-dev/billing: wrong'],
    });
  });
});

it('proves what a new service adds to the GitOps repository', async () => {
  const { context, lines } = await setup();
  await proveApplications([emitted(service)], context);
  await proveApplications(
    [emitted(authorization('cluster.local/ns/a/sa/b'))],
    context,
  );
  expect(result(lines)).toMatch(/ok 1 - GitOps: .* 2 objects/);
  expect(result(lines)).toMatch(/ok 3 - GitOps: 1 objects .* # SKIP/);
});
