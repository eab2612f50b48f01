import { describeWith, runTool } from '../delivery/tools';
import { coveringCombinations, titleOf } from './observabilityValues';
import {
  renderObservability,
  type TextFiles,
  writeFiles,
} from './renderObservability';

function promtool(files: TextFiles, ...args: string[]) {
  const { folder, remove } = writeFiles(files);
  try {
    return runTool('promtool', args, { cwd: folder });
  } finally {
    remove();
  }
}

const RULES = 'observability/rules.yaml';
const TESTS = 'observability/rules.test.yaml';
const CHECK = ['check', 'rules', 'observability/rules.groups.yaml'];
const TEST = ['test', 'rules', TESTS];

/**
 * With every part and with none. The kit asks promtool about the rules of every pair of choices, in both languages
 * (`rule-tests`); here stands what the defects below are compared with.
 */
const SOUND = [coveringCombinations[0], { language: 'python' }] as const;

describeWith(['promtool'], 'what promtool says about the rules', () => {
  describe.each(SOUND.map(one => [titleOf(one), one] as const))(
    'of a service with %s',
    (_title, options) => {
      const files = renderObservability(options);

      it('accepts them', () => {
        expect(promtool(files, ...CHECK)).toMatchObject({ status: 0 });
      });

      it('sees every alert fire when it should, and only then', () => {
        const { status, output } = promtool(files, ...TEST);
        expect({ status, output }).toEqual({
          status: 0,
          output: expect.stringContaining('SUCCESS'),
        });
      }, 120_000);
    },
  );

  it.each([
    ['a threshold that is never reached', '}) > 100\n', '}) > 1000\n', TEST],
    ['a duration that is too long', 'for: 3m', 'for: 3h', TEST],
    ['an alert for everybody', '}) == 0 or absent', '}) >= 0 or absent', TEST],
    ['a bracket too few', 'absent(up{', 'absent(up', CHECK],
  ])(
    'refuses %s',
    (_reason, right, wrong, command) => {
      const files = renderObservability({ language: 'python' });
      const rules = files[RULES].replace(right, wrong);
      expect(rules).not.toBe(files[RULES]);
      const { status } = promtool({ ...files, [RULES]: rules }, ...command);
      expect(status).not.toBe(0);
    },
    120_000,
  );
});
