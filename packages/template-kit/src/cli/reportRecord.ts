import {
  LOCK_PATH,
  lintSteps,
  type TemplateLock,
} from '@notes/plugin-golden-path-node';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import type { KitFile } from '../model';
import { compareTexts, snapshotOf } from '../snapshot';
import type { TemplateCases } from './TemplateCases';
import type { TestOptions } from './TestOptions';

const LOCK = new RegExp(`^${LOCK_PATH.replaceAll('.', '\\.')}$`);

/** Whether what the template makes can be upgraded later: the same input gives the same tree, and the lock holds it. */
export async function reportRecord(
  cases: TemplateCases,
  kit: KitFile,
  { renderer, report }: TestOptions,
): Promise<void> {
  const { template } = cases;
  const first = await cases.render({});
  if (first.origin === 'change' || !first.has(LOCK_PATH)) return;
  const lint = `${template.name}: template: its steps leave a record that a later version can be compared with`;
  const problems = lintSteps(template.entity.spec as unknown as JsonObject);
  if (problems.length > 0) report.fail(lint, problems);
  else report.pass(lint);

  for (const [name, chosen] of Object.entries({
    first: {},
    ...kit.snapshots,
  })) {
    const made = await cases.render(chosen);
    const { parameters } = parse(made.text(LOCK_PATH)) as TemplateLock;
    const again = await renderer.render(template, parameters, made.name);
    const differences = compareTexts(
      snapshotOf(made, LOCK),
      snapshotOf(again, LOCK),
    );
    const title = `${template.name}: lock: "${name}" is rendered again from its lock to the same tree`;
    if (differences.length > 0) report.fail(title, differences);
    else report.pass(title);
  }
}
