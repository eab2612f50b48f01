import type { Report } from '@notes/template-kit/src/cli/Report';
import type { Cluster, KubernetesObject } from '../client';
import { podOf, type Manifest } from '../emitted';
import { SEEDED_DEFECTS, type SeededDefect } from './seededDefects';

/** Breaks objects that were accepted. Each must be refused, and for the mistake that was made. */
export async function proveDefects(
  name: string,
  manifests: Manifest[],
  { cluster, report }: { cluster: Cluster; report: Report },
): Promise<void> {
  for (const seeded of SEEDED_DEFECTS) {
    const sound = findSound(seeded, manifests);
    // What a template does not emit it cannot emit wrongly.
    if (!sound) continue;
    const broken = structuredClone(sound);
    seeded.break(broken);
    const title = `${name}: a proof that is not blind: ${seeded.defect}`;
    const before = await cluster.dryRun(sound);
    const after = await cluster.dryRun(broken);
    if (!before.accepted) {
      report.fail(title, [`refused without it too: ${before.reason}`]);
    } else if (after.accepted) {
      report.fail(title, ['the API server accepts it']);
    } else if (!seeded.refusal.test(after.reason)) {
      report.fail(title, [`refused for another reason: ${after.reason}`]);
    } else {
      report.pass(title);
    }
  }
}

function findSound(
  { kind }: SeededDefect,
  manifests: Manifest[],
): KubernetesObject | undefined {
  const objects = manifests.map(({ object }) => object);
  return kind === 'Pod'
    ? objects.map(podOf).find(pod => pod !== undefined)
    : objects.find(object => object.kind === kind);
}
