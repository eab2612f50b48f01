import type { EmittedRepository } from '@notes/template-kit';
import { parseManifests, type EmittedManifests } from '../emitted';
import { AdmissionPolicies, isAdmission } from './AdmissionPolicies';
import { findAccountProblems } from './findAccountProblems';
import { Findings } from './Findings';
import { findPrincipalProblems } from './findPrincipalProblems';
import { judgeManifests, type Tally } from './judgeManifests';
import { prepareNamespaces } from './prepareNamespaces';
import type { ProofContext } from './ProofContext';
import { proveDefects } from './proveDefects';
import { judgeFixtures, type Fixtures } from './proveFixtures';

/** One combination: its files and the objects in them. */
export interface EmittedCase extends EmittedManifests {
  repository: EmittedRepository;
}

const FIXTURES = /^policies\/fixtures\//;
const POLICIES = /^policies\/(admission|fixtures)\//;

/** Proves what one template emits. */
export async function proveTemplate(
  name: string,
  cases: EmittedCase[],
  context: ProofContext,
): Promise<void> {
  const { cluster, report, signal } = context;
  const tally: Tally = { objects: 0, pods: 0, unknown: new Map() };
  const objects = new Findings();
  const fixtures = new Findings();
  const admission = new AdmissionPolicies(cluster, signal);
  const before = context.judge.different;
  const groups = Object.entries(Object.groupBy(cases, policiesOf));
  await prepareNamespaces(
    cluster,
    cases.flatMap(({ manifests }) => manifests.map(({ object }) => object)),
  );
  let asked = 0;
  for (const [key, group = []] of groups) {
    const policies = group[0].manifests
      .map(({ object }) => object)
      .filter(isAdmission);
    const given = readFixtures(group[0].repository);
    asked += given.pass.length + given.fail.length;
    await admission.during(policies, given.fail[0], async () => {
      const options = { context, findings: objects, tally, policies: key };
      await judgeManifests(group.map(withoutAdmission), options);
      if (policies.length > 0) {
        const policy = String(policies[0].metadata.name);
        await judgeFixtures(given, policy, { findings: fixtures, context });
      }
    });
  }
  const different = context.judge.different - before;
  conclude(
    context,
    `${name}: the API server accepts every object, and Pod Security "restricted" the pod of every workload: ${cases.length} combinations, ${tally.objects} objects and ${tally.pods} pods, ${different} different`,
    objects,
  );
  for (const [reason, count] of tally.unknown) {
    report.skip(`${name}: ${count} objects are accepted`, reason);
  }
  if (asked > 0) {
    conclude(
      context,
      `${name}: the admission policies let pass what is right and refuse each mistake for its own reason: ${groups.length} policies, ${asked} fixtures`,
      fixtures,
    );
  }
  proveIdentities(name, cases, context);
  await proveDefects(name, richest(cases).manifests, context);
}

function proveIdentities(
  name: string,
  cases: EmittedCase[],
  context: ProofContext,
): void {
  const findings = new Findings();
  let principals = 0;
  for (const { combination, manifests } of cases) {
    const found = findPrincipalProblems(manifests);
    principals += found.principals;
    for (const problem of [
      ...found.problems,
      ...findAccountProblems(manifests),
    ]) {
      findings.add(problem, combination);
    }
  }
  const hasPods = cases.some(({ manifests }) =>
    manifests.some(({ object }) => object.kind === 'ServiceAccount'),
  );
  if (!hasPods) return;
  conclude(
    context,
    `${name}: pods run as accounts of their chart, and AuthorizationPolicies let in accounts that exist: ${principals} principals`,
    findings,
  );
}

function conclude(
  { report }: ProofContext,
  title: string,
  findings: Findings,
): void {
  const problems = findings.lines();
  if (problems.length > 0) report.fail(title, problems);
  else report.pass(title);
}

/** Combinations with the same policies and fixtures are proven together: only one policy can be in force. */
function policiesOf({ repository }: EmittedCase): string {
  return repository.fingerprint(POLICIES);
}

/** Policies are applied for real before the rest is judged, which is more than a dry run. */
function withoutAdmission(emitted: EmittedCase): EmittedManifests {
  return {
    ...emitted,
    manifests: emitted.manifests.filter(({ object }) => !isAdmission(object)),
  };
}

function readFixtures(repository: EmittedRepository): Fixtures {
  const read = (verdict: string) =>
    repository
      .paths(FIXTURES)
      .filter(path => path.endsWith(`/${verdict}.yaml`))
      .flatMap(path => parseManifests(repository.text(path), path));
  return { pass: read('pass'), fail: read('fail') };
}

/** The combination with most kinds, so that most defects can be seeded. */
function richest(cases: EmittedCase[]): EmittedCase {
  const kinds = ({ manifests }: EmittedCase) =>
    new Set(manifests.map(({ object }) => object.kind)).size;
  return cases.toSorted((a, b) => kinds(b) - kinds(a))[0];
}
