import { describeWith, runTool } from '../delivery/tools';
import { coveringCombinations, titleOf } from './observabilityValues';
import {
  renderObservability,
  type TextFiles,
  writeFiles,
} from './renderObservability';

/** Sloth spreads recording rules that need each other over groups, so that rule says nothing about ours. */
const ARGUMENTS = [
  '--offline',
  '--no-color',
  '--disabled',
  'rule/dependency',
  'lint',
  '--fail-on=warning',
  'observability/rules.groups.yaml',
];

function pint(files: TextFiles) {
  const { folder, remove } = writeFiles(files);
  try {
    return runTool('pint', ARGUMENTS, { cwd: folder });
  } finally {
    remove();
  }
}

describeWith(['pint'], 'what pint says about the rules', () => {
  it.each(coveringCombinations.map(one => [titleOf(one), one] as const))(
    'of a service with %s',
    (_title, options) => {
      const { status, output } = pint(renderObservability(options));
      expect({ status, output }).toMatchObject({ status: 0 });
    },
  );

  it('names an alert that speaks of a label its query drops', () => {
    const files = renderObservability({});
    const rules = files['observability/rules.yaml'].replace(
      'max by (namespace, pod) (rate(process_cpu',
      'max by (namespace) (rate(process_cpu',
    );
    const { status, output } = pint({
      ...files,
      'observability/rules.yaml': rules,
    });
    expect(status).not.toBe(0);
    expect(output).toContain('`pod`');
  });
});
