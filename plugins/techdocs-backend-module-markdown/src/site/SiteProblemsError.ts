import { InputError } from '@backstage/errors';

/** One thing an author has to correct, with the place to correct it. */
export type SiteProblem = { file: string; line?: number; message: string };

export function formatProblem(problem: SiteProblem): string {
  const { file, line, message } = problem;
  return `${file}${line === undefined ? '' : `:${line}`}: ${message}`;
}

/** Says everything that is wrong with a site at once, so that it is corrected at once. */
export class SiteProblemsError extends InputError {
  readonly problems: SiteProblem[];

  constructor(problems: SiteProblem[]) {
    const count =
      problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    super(
      `The documentation has ${count}:\n${problems.map(problem => `  ${formatProblem(problem)}`).join('\n')}`,
    );
    this.problems = problems;
  }
}
