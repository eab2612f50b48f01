import { chmodSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describeWith, findTool, runTool } from '../delivery/tools';
import {
  renderObservability,
  type TextFiles,
  writeFiles,
} from './renderObservability';

const SCRIPT = 'scripts/check-rules.sh';
const TOOLS = ['promtool', 'sloth', 'python3'];

function checkRules(files: TextFiles) {
  const { folder, remove } = writeFiles(files);
  const path = TOOLS.map(tool => dirname(findTool(tool) ?? '.'));
  chmodSync(join(folder, SCRIPT), 0o755);
  try {
    return runTool(join(folder, SCRIPT), [], {
      cwd: folder,
      env: { PATH: [...path, process.env.PATH].join(delimiter) },
    });
  } finally {
    remove();
  }
}

describeWith(TOOLS, 'the check of the rules in an emitted repository', () => {
  const files = renderObservability({ language: 'python' });

  it('accepts what is emitted', () => {
    const { status, output } = checkRules(files);
    expect(output).toContain('The rules are what slo.yaml promises.');
    expect(status).toBe(0);
  }, 120_000);

  it('names the group that an objective has left behind', () => {
    const slo = files['observability/slo.yaml'].replace(
      'objective: 95\n',
      'objective: 90\n',
    );
    const { status, output } = checkRules({
      ...files,
      'observability/slo.yaml': slo,
    });
    expect(status).toBe(1);
    expect(output).toContain(
      'sloth-slo-alerts-billing-service-latency-p95 is not what Sloth makes',
    );
    expect(output).not.toContain('billing-service-availability is not');
  }, 120_000);
});
