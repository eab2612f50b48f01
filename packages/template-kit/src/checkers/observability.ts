import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Checker } from '../check';
import { problemsOf, runTool } from '../tools';

const RULES = 'observability/rules.yaml';
const SLO = 'observability/slo.yaml';
type RuleGroups = { groups: { name: string; rules: object[] }[] };

/** Checks of promises, rules and their tests. */
export const observabilityCheckers: Checker[] = [
  {
    id: 'rule-tests',
    artefact: 'rules',
    proves:
      'rules parse, and each alert fires and keeps still as its tests say',
    inputs: /^observability\/rules/,
    tools: ['promtool'],
    async check(repository, context) {
      const folder = await context.scratch();
      // promtool reads plain groups, not the object that an operator reads.
      const { spec } = parse(repository.text(RULES)) as { spec: RuleGroups };
      await writeFile(join(folder, 'rules.groups.yaml'), stringify(spec));
      await writeFile(
        join(folder, 'rules.test.yaml'),
        repository.text('observability/rules.test.yaml'),
      );
      const promtool = context.tool('promtool');
      const checked = await runTool(
        promtool,
        ['check', 'rules', '--lint=all', '--lint-fatal', 'rules.groups.yaml'],
        { cwd: folder },
      );
      if (checked.code !== 0) return problemsOf(checked);
      return problemsOf(
        await runTool(promtool, ['test', 'rules', 'rules.test.yaml'], {
          cwd: folder,
        }),
      );
    },
  },
  {
    id: 'slo-drift',
    artefact: 'rules',
    proves: 'the rules are what Sloth makes of the SLO',
    inputs: /^observability\/(rules|slo)\.yaml$/,
    tools: ['sloth'],
    async check(repository, context) {
      const out = join(await context.scratch(), 'generated.yaml');
      const result = await runTool(
        context.tool('sloth'),
        ['generate', '--input', SLO, '--out', out],
        { cwd: await context.folder() },
      );
      if (result.code !== 0) return problemsOf(result);
      const generated = parse(await readFile(out, 'utf8')) as RuleGroups;
      const { spec } = parse(repository.text(RULES)) as { spec: RuleGroups };
      return generated.groups
        .filter(group => !spec.groups.some(each => isSame(each, group)))
        .map(({ name }) => `${RULES}: group ${name} is not what ${SLO} makes`);
    },
  },
];

function isSame(a: object, b: object): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/**
 * The same object with its keys in order: who wrote the file decides the order, not the meaning. A Sloth that was
 * built from source calls itself "dev", so its version says nothing about the rules.
 */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'sloth_version')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  );
}
