import { join } from 'node:path';
import { checkMutation, readMutations, type Mutation } from '../mutation';
import type { TemplateCases } from './TemplateCases';
import type { Line } from './Report';
import type { TestOptions } from './TestOptions';

/** Breaks the template's output in every way that is written down; each defect must be caught. */
export function reportMutations(
  cases: TemplateCases,
  options: TestOptions,
): Promise<Line>[] {
  return chosenMutations(cases, options).map(mutation =>
    tryMutation(mutation, cases, options),
  );
}

function chosenMutations(
  cases: TemplateCases,
  { checkers, sharedMutations }: TestOptions,
): Mutation[] {
  const { folder, entity } = cases.template;
  const own = readMutations(join(folder, 'tests', 'mutations.yaml'));
  const shared = readMutations(sharedMutations).filter(({ types }) =>
    types.includes(String(entity.spec.type)),
  );
  const known = new Set(checkers.map(({ id }) => id));
  return [...shared, ...own].filter(({ caughtBy }) =>
    caughtBy.some(id => known.has(id)),
  );
}

async function tryMutation(
  mutation: Mutation,
  cases: TemplateCases,
  { checkers, run, report }: TestOptions,
): Promise<Line> {
  const title = `${cases.template.name}: a kit that is not blind: ${mutation.defect}`;
  try {
    const repository = await cases.render(mutation.combination);
    const result = await checkMutation(mutation, repository, { checkers, run });
    switch (result.state) {
      case 'caught':
        return () => report.pass(`${title} (${result.by})`);
      case 'skipped':
        return () => report.skip(title, result.reason);
      default:
        return () => report.fail(title, [result.reason]);
    }
  } catch (error) {
    return () => report.fail(title, [(error as Error).message]);
  }
}
