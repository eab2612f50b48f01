import { join } from 'node:path';
import { ALL_CHECKERS } from '../checkers';
import { checkMutation, readMutations, type Mutation } from '../mutation';
import type { TemplateCases } from './TemplateCases';
import type { Line } from './Report';
import type { TestOptions } from './TestOptions';

const KNOWN = new Set(ALL_CHECKERS.map(({ id }) => id));

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
  const chosen = new Set(checkers.map(({ id }) => id));
  // With `--only`, what the others would have found is not asked; a name that no checker has stays a mistake.
  const isAsked = (id: string) => chosen.has(id) || !KNOWN.has(id);
  return [...shared, ...own]
    .filter(({ caughtBy }) => caughtBy.some(id => chosen.has(id)))
    .map(mutation => ({
      ...mutation,
      caughtBy: mutation.caughtBy.filter(isAsked),
    }));
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
