import { parse } from 'yaml';
import { groupsOf, type RuleGroup } from '@notes/template-kit';
import { describeWith, runTool } from '../delivery/tools';
import type { ObservabilityOptions } from './observabilityValues';
import {
  renderObservability,
  type TextFiles,
  writeFiles,
} from './renderObservability';

/** What the objectives depend on, and names that YAML could take for something else. */
const OPTIONS: readonly ObservabilityOptions[] = [
  { tier: 'standard', events: 'none' },
  { tier: 'critical', events: 'none' },
  { tier: 'standard', events: 'consumer' },
  { tier: 'critical', events: 'both' },
  { tier: 'standard', events: 'producer', language: 'python' },
  { name: 'null', owner: 'group:default/1e3' },
  { name: 'a'.repeat(40), owner: 'group:default/Team_One' },
];

const SLOTH_RELEASE = 'v0.16.0';

function generate(folder: string): RuleGroup[] {
  const { status, output } = runTool(
    'sloth',
    ['generate', '-i', 'observability/slo.yaml', '-o', 'generated.yaml'],
    { cwd: folder },
  );
  if (status !== 0) throw new Error(output);
  const text = runTool('cat', ['generated.yaml'], { cwd: folder }).output;
  const { groups } = parse(text) as { groups: RuleGroup[] };
  for (const rule of groups.flatMap(group => group.rules)) {
    // A Sloth built from source calls itself "dev"; the rules name the release they were made with.
    if (rule.labels?.sloth_version) rule.labels.sloth_version = SLOTH_RELEASE;
  }
  return groups;
}

function emittedGroups(files: TextFiles): RuleGroup[] {
  return groupsOf(files['observability/rules.yaml']).filter(({ name }) =>
    name.startsWith('sloth-slo-'),
  );
}

describeWith(['sloth'], 'what Sloth says about the objectives', () => {
  describe.each(OPTIONS.map(one => [JSON.stringify(one), one] as const))(
    'of a service with %s',
    (_title, options) => {
      const files = renderObservability(options);
      let written: ReturnType<typeof writeFiles>;
      beforeAll(() => {
        written = writeFiles(files);
      });
      afterAll(() => written.remove());

      it('accepts the file', () => {
        const { status, output } = runTool(
          'sloth',
          ['validate', '-i', 'observability/slo.yaml'],
          { cwd: written.folder },
        );
        expect({ status, output }).toMatchObject({ status: 0 });
      });

      it('generates exactly the groups of rules.yaml', () => {
        expect(emittedGroups(files)).toEqual(generate(written.folder));
      });
    },
  );

  it('tells the rules of a changed objective apart from the emitted ones', () => {
    const files = renderObservability({});
    const changed = files['observability/slo.yaml'].replace(
      'objective: 99.9\n',
      'objective: 99.5\n',
    );
    expect(changed).not.toBe(files['observability/slo.yaml']);
    const written = writeFiles({ ...files, 'observability/slo.yaml': changed });
    expect(generate(written.folder)).not.toEqual(emittedGroups(files));
    written.remove();
  });
});
