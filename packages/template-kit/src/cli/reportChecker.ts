import type { Checker, Looks, Verdict } from '../check';
import type { EmittedRepository } from '../repository';
import type { Line } from './Report';
import type { TestOptions } from './TestOptions';

/** What one checker says of all repositories of a template, in one line. */
export async function reportChecker(
  checker: Checker,
  repositories: EmittedRepository[],
  template: string,
  { run, report }: TestOptions,
): Promise<Line | undefined> {
  const looks: Looks = { count: 0, milliseconds: 0 };
  const verdicts = await Promise.all(
    repositories.map(
      async (repository): Promise<[EmittedRepository, Verdict]> => [
        repository,
        await run.check(checker, repository, looks),
      ],
    ),
  );
  const asked = verdicts.filter(([, { state }]) => state !== 'not applicable');
  if (asked.length === 0) return undefined;
  const title = `${template}: ${checker.artefact}: ${checker.proves} (${checker.id})`;
  const skipped = asked.find(([, { state }]) => state === 'skipped');
  if (skipped && skipped[1].state === 'skipped') {
    const { reason } = skipped[1];
    return () => report.skip(title, reason);
  }
  const problems = groupProblems(asked);
  if (problems.length > 0) return () => report.fail(title, problems);
  const seconds = (looks.milliseconds / 1000).toFixed(1);
  return () =>
    report.pass(
      `${title}: ${asked.length} combinations, ${looks.count} looked at in ${seconds} s`,
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
