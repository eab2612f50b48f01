import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describeObject, type KubernetesObject } from '../client';
import { CROSSPLANE } from '../definitions';
import { Findings } from './Findings';
import type { ProofContext } from './ProofContext';

const NAMESPACE = 'default';

/** The platform's own APIs: the API server accepts each example and refuses each mistake that is kept as one. */
export async function proveApis({
  cluster,
  report,
}: ProofContext): Promise<void> {
  const examples = readClaims('examples');
  const mistakes = readClaims('tests/refused');
  const findings = new Findings();
  for (const { path, claim } of examples) {
    const judgement = await cluster.dryRun(claim);
    if (!judgement.accepted) {
      findings.add(`${describeObject(claim)}: ${judgement.reason}`, path);
    }
  }
  for (const { path, claim } of mistakes) {
    const judgement = await cluster.dryRun(claim);
    if (judgement.accepted) {
      findings.add(`${describeObject(claim)} is accepted`, path);
    } else if (judgement.status !== 422 && judgement.status !== 400) {
      // Anything else would say nothing of the claim.
      findings.add(`${describeObject(claim)}: ${judgement.reason}`, path);
    }
  }
  const title = `platform APIs: the API server accepts ${examples.length} examples and refuses ${mistakes.length} mistakes`;
  const problems = findings.lines();
  if (problems.length > 0) report.fail(title, problems);
  else report.pass(title);
}

function readClaims(
  folder: string,
): { path: string; claim: KubernetesObject }[] {
  const root = join(CROSSPLANE, folder);
  return (readdirSync(root, { recursive: true }) as string[])
    .filter(path => path.endsWith('.yaml'))
    .sort()
    .map(path => {
      const claim = parse(
        readFileSync(join(root, path), 'utf8'),
      ) as KubernetesObject;
      const metadata = { ...claim.metadata, namespace: NAMESPACE };
      return { path: join(folder, path), claim: { ...claim, metadata } };
    });
}
