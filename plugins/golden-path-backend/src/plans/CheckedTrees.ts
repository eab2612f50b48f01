import { createHash } from 'node:crypto';
import {
  canonicalJson,
  type PlanEnvironment,
  type PlanPolicy,
} from '@notes/plugin-golden-path-common';
import {
  hashTree,
  LOCK_PATH,
  type RenderedFile,
} from '@notes/plugin-golden-path-node';
import type { JsonObject } from '@backstage/types';

const MAX_KEPT = 10;

/** What the tools say of a tree. */
export type CheckedTree = {
  environments: PlanEnvironment[];
  policy: PlanPolicy;
};

/**
 * Remembers what the tools said of the last trees.
 *
 * A person who goes back in the form and forward again plans the same tree. The lock names the run
 * that wrote it, and no tool reads it, so it does not count.
 */
export class CheckedTrees {
  readonly #kept = new Map<string, CheckedTree>();

  async check(
    files: readonly RenderedFile[],
    options: JsonObject,
    check: () => Promise<CheckedTree>,
  ): Promise<CheckedTree> {
    const key = keyOf(files, options);
    const known = this.#kept.get(key);
    if (known) {
      return known;
    }
    const checked = await check();
    if (isComplete(checked)) {
      this.#kept.set(key, checked);
    }
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) {
      this.#kept.delete(oldest);
    }
    return checked;
  }
}

/** A tool that is missing or failed may be there next time. */
function isComplete({ environments, policy }: CheckedTree): boolean {
  return (
    environments.every(each => each.manifests.state === 'available') &&
    policy.checks.every(each => each.state !== 'not-run')
  );
}

function keyOf(files: readonly RenderedFile[], options: JsonObject): string {
  const tree = hashTree(files.filter(file => file.path !== LOCK_PATH));
  return createHash('sha256')
    .update(canonicalJson({ tree, options }))
    .digest('hex');
}
