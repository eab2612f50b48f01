import { join } from 'node:path';
import type { Checker, CheckRun, Verdict } from '../check';
import {
  combineAll,
  combinePairwise,
  measureCoverage,
  readKitFile,
  readParameterModel,
  type KitFile,
  type ParameterModel,
  type ParameterPage,
} from '../model';
import { checkMutation, readMutations } from '../mutation';
import type { EmittedRepository } from '../repository';
import type { DryRunRenderer, TemplateSource } from '../render';
import { compareSnapshot, snapshotOf, writeSnapshot } from '../snapshot';
import { TemplateCases } from './TemplateCases';
import { mapLimited } from './mapLimited';
import type { KitCommand } from './parseCommand';
import type { Report } from './Report';

/** Files that say when and by whom a repository was made, so that two renders differ in them. */
const NOT_IN_SNAPSHOTS = /^\.backstage\/template\.lock\.yaml$/;

export interface TestOptions {
  command: KitCommand;
  renderer: DryRunRenderer;
  checkers: Checker[];
  run: CheckRun;
  report: Report;
  /** Defects that every template of the library must survive. */
  sharedMutations: string;
}

/** Proves one template: covering set, checkers, snapshots and seeded defects. */
export async function testTemplate(
  template: TemplateSource,
  options: TestOptions,
): Promise<void> {
  const kit = readKitFile(template.folder);
  const model = readParameterModel(
    template.entity.spec.parameters as ParameterPage[],
    kit,
  );
  const cases = new TemplateCases(template, model, options.renderer);
  const repositories = await renderSet(cases, model, options);
  for (const checker of options.checkers) {
    await reportChecker(checker, repositories, template.name, options);
  }
  await reportSnapshots(kit, cases, options);
  await reportMutations(cases, options);
}

async function renderSet(
  cases: TemplateCases,
  model: ParameterModel,
  { command, report }: TestOptions,
): Promise<EmittedRepository[]> {
  const { name } = cases.template;
  const combinations =
    command.set === 'all' ? combineAll(model) : combinePairwise(model);
  const { covered, possible } = measureCoverage(combinations, model);
  const repositories: EmittedRepository[] = [];
  const problems: string[] = [];
  for (const combination of combinations) {
    try {
      repositories.push(await cases.render(combination));
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  const share = possible === 0 ? 100 : Math.floor((100 * covered) / possible);
  const title = `${name}: ${combinations.length} combinations render, covering ${share} % of ${possible} pairs`;
  if (problems.length > 0 || covered < possible) report.fail(title, problems);
  else report.pass(title);
  return repositories;
}

async function reportChecker(
  checker: Checker,
  repositories: EmittedRepository[],
  template: string,
  { run, report }: TestOptions,
): Promise<void> {
  const before = run.looked;
  const verdicts = await mapLimited(
    repositories,
    async (repository): Promise<[EmittedRepository, Verdict]> => [
      repository,
      await run.check(checker, repository),
    ],
  );
  const asked = verdicts.filter(([, { state }]) => state !== 'not applicable');
  if (asked.length === 0) return;
  const title = `${template}: ${checker.artefact}: ${checker.proves} (${checker.id})`;
  const skipped = asked.find(([, { state }]) => state === 'skipped');
  if (skipped && skipped[1].state === 'skipped') {
    report.skip(title, skipped[1].reason);
    return;
  }
  const problems = groupProblems(asked);
  if (problems.length > 0) {
    report.fail(title, problems);
    return;
  }
  const looked = run.looked - before;
  report.pass(`${title}: ${asked.length} combinations, ${looked} different`);
}

/** One line for each problem, with the first combination that has it and how many have it. */
function groupProblems(verdicts: [EmittedRepository, Verdict][]): string[] {
  const combinations = new Map<string, string[]>();
  for (const [{ name }, verdict] of verdicts) {
    for (const problem of verdict.state === 'failed' ? verdict.problems : []) {
      combinations.set(problem, [...(combinations.get(problem) ?? []), name]);
    }
  }
  return [...combinations].map(
    ([problem, names]) =>
      `${problem} [${names[0]}${names.length > 1 ? ` and ${names.length - 1} more` : ''}]`,
  );
}

async function reportSnapshots(
  kit: KitFile,
  cases: TemplateCases,
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

async function reportMutations(
  cases: TemplateCases,
  { checkers, command, run, report, sharedMutations }: TestOptions,
): Promise<void> {
  const { name, folder } = cases.template;
  const mutations = [
    ...readMutations(sharedMutations),
    ...readMutations(join(folder, 'tests', 'mutations.yaml')),
  ].filter(
    ({ caughtBy }) =>
      command.only.length === 0 ||
      caughtBy.some(id => command.only.includes(id)),
  );
  for (const mutation of mutations) {
    const title = `${name}: a kit that is not blind: ${mutation.defect}`;
    try {
      const repository = await cases.render(mutation.combination);
      const result = await checkMutation(mutation, repository, {
        checkers,
        run,
      });
      if (result.state === 'caught') report.pass(`${title} (${result.by})`);
      else if (result.state === 'skipped') report.skip(title, result.reason);
      else report.fail(title, [result.reason]);
    } catch (error) {
      report.fail(title, [(error as Error).message]);
    }
  }
}
