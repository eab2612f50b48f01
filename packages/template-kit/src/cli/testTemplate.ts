import { join } from 'node:path';
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
import type { EmittedRepository } from '../repository';
import { LIBRARY, readTemplateSource, type TemplateSource } from '../render';
import { reportBadInput } from './reportBadInput';
import { reportChecker } from './reportChecker';
import { reportMutations } from './reportMutations';
import { reportRecord } from './reportRecord';
import { reportSnapshots } from './reportSnapshots';
import { TemplateCases } from './TemplateCases';
import type { TestOptions } from './TestOptions';

/** Proves one template: covering set, checkers, builds, its record, snapshots and seeded defects. */
export async function testTemplate(
  template: TemplateSource,
  options: TestOptions,
): Promise<void> {
  const kit = readKitFile(template.folder);
  const model = readParameterModel(
    template.entity.spec.parameters as ParameterPage[],
    kit,
  );
  const existing = await holdExisting(kit, options);
  const cases = new TemplateCases(template, model, options.renderer, existing);
  const repositories = await renderSet(cases, model, options);
  const built = await renderBuilds(cases, kit.build, model);
  const variants = await renderVariants(cases, kit, model);
  // What needs the scaffolder comes first: it renders in this process, where it would hold up who waits for a service.
  if (options.command.only.length === 0) {
    await reportBadInput(cases, model, options);
    await reportRecord(cases, kit, options);
  }
  if (options.command.only.length === 0 || options.command.update) {
    await reportSnapshots(cases, kit, options);
  }
  const lines = [
    ...options.checkers.map(checker => {
      const sets = checker.builds ? built : repositories;
      const withVariants = !checker.builds || checker.variants;
      const chosen = withVariants ? [...sets, ...variants] : sets;
      return reportChecker(checker, chosen, template.name, options);
    }),
    ...reportMutations(cases, options),
  ];
  // All of them are asked at once, so that no core waits for the slowest of one checker. One that breaks early is
  // thrown when its turn comes.
  Promise.all(lines).catch(() => {});
  for (const line of lines) (await line)?.();
}

/** Makes the repository that the template changes, where it changes one. */
async function holdExisting(
  { existing }: KitFile,
  { renderer }: TestOptions,
): Promise<EmittedRepository | undefined> {
  if (!existing) return undefined;
  const { template, values } = existing;
  const source = readTemplateSource(join(LIBRARY, template));
  const repository = await renderer.render(source, values, 'existing');
  await renderer.hold(repository, {
    owner: String(values.repoOwner),
    name: String(values.name),
  });
  return repository;
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

/** With every part of the code, where a name stands most often. */
async function renderVariants(
  cases: TemplateCases,
  { variants, build }: KitFile,
  { choices }: ParameterModel,
): Promise<EmittedRepository[]> {
  const everything = Object.fromEntries(
    build.map(name => [name, choices[name].at(-1)!]),
  );
  const rendered: EmittedRepository[] = [];
  for (const [name, values] of Object.entries(variants)) {
    rendered.push(await cases.render(everything, { name, values }));
  }
  return rendered;
}

/** The largest first: what it installs has everything that the others need. */
async function renderBuilds(
  cases: TemplateCases,
  varied: string[],
  { choices, base, exclusions }: ParameterModel,
): Promise<EmittedRepository[]> {
  const some = Object.entries(choices).filter(([name]) =>
    varied.includes(name),
  );
  const combinations = combinePairwise({
    choices: Object.fromEntries(some),
    base,
    exclusions,
  });
  const built: EmittedRepository[] = [];
  for (const combination of combinations) {
    built.push(await cases.render(combination));
  }
  return built.sort((a, b) => b.paths().length - a.paths().length);
}
