import type { EmittedManifests } from '../emitted';
import { Findings } from './Findings';
import { judgeManifests, type Tally } from './judgeManifests';
import { prepareNamespaces } from './prepareNamespaces';
import type { ProofContext } from './ProofContext';

/** What the portal commits to the GitOps repository for a new service. */
export async function proveApplications(
  emitted: EmittedManifests[],
  context: ProofContext,
): Promise<void> {
  const findings = new Findings();
  const tally: Tally = { objects: 0, pods: 0, unknown: new Map() };
  await prepareNamespaces(
    context.cluster,
    emitted.flatMap(({ manifests }) => manifests.map(({ object }) => object)),
  );
  await judgeManifests(emitted, { context, findings, tally, policies: '' });
  const title = `GitOps: the API server accepts what a new service adds: ${emitted.length} services, ${tally.objects} objects`;
  const problems = findings.lines();
  if (problems.length > 0) context.report.fail(title, problems);
  else context.report.pass(title);
  for (const [reason, count] of tally.unknown) {
    context.report.skip(`GitOps: ${count} objects are accepted`, reason);
  }
}
