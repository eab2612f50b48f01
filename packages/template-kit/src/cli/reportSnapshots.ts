import { join } from 'node:path';
import type { KitFile } from '../model';
import { compareSnapshot, snapshotOf, writeSnapshot } from '../snapshot';
import type { TemplateCases } from './TemplateCases';
import type { TestOptions } from './TestOptions';

/** The lock says when and by whom a repository was made, so that two renders differ in it. */
const NOT_IN_SNAPSHOTS = /^\.backstage\/template\.lock\.yaml$/;

/** Compares the combinations that the template keeps, or writes them. */
export async function reportSnapshots(
  cases: TemplateCases,
  kit: KitFile,
  { command, report }: TestOptions,
): Promise<void> {
  for (const [name, chosen] of Object.entries(kit.snapshots)) {
    const file = join(cases.template.folder, 'tests', 'golden', `${name}.txt`);
    const actual = snapshotOf(await cases.render(chosen), NOT_IN_SNAPSHOTS);
    if (command.update) writeSnapshot(file, actual);
    const differences = compareSnapshot(file, actual);
    const title = `${cases.template.name}: snapshot "${name}" is what it was`;
    if (differences.length === 0) {
      report.pass(title);
    } else {
      report.fail(title, [
        ...differences,
        'Look at the change; when it is meant, run it again with --update.',
      ]);
    }
  }
}
