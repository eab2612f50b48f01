import type { Checker, Verdict } from '../check';
import type { EmittedRepository } from '../repository';
import { mapLimited } from './mapLimited';
import type { TestOptions } from './TestOptions';

/** One line for one checker over all repositories of a template. */
export async function reportChecker(
  checker: Checker,
  repositories: EmittedRepository[],
  template: string,
  { run, report }: TestOptions,
): Promise<void> {
  const before = run.looked;
  const started = Date.now();
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
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  report.pass(
    `${title}: ${asked.length} combinations, ${run.looked - before} looked at in ${seconds} s`,
  );
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
