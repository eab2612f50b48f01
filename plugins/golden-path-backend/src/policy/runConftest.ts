import { access, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlanCheck, PlanFinding } from '@notes/plugin-golden-path-common';
import { TOOLS_FIX, type ToolBox } from '../tools/ToolBox';
import { conclude, describe, notRun, type Subject } from './conclude';

type ConftestResult = {
  filename: string;
  failures?: { msg: string }[];
  warnings?: { msg: string }[];
}[];

/** The policies that the repository itself carries, with the tool that its pipeline uses. */
export async function runConftest(
  tools: ToolBox,
  options: { folder: string; home: string; subjects: Subject[] },
): Promise<PlanCheck> {
  const name = "The repository's own policies (conftest)";
  const policies = join(options.folder, 'policies', 'rego');
  if (!(await exists(policies))) {
    return notRun(name, 'the repository has no policies/rego', undefined);
  }
  const binary = await tools.find('conftest');
  if (!binary) {
    return notRun(name, '"conftest" is not installed', TOOLS_FIX);
  }
  if (options.subjects.length === 0) {
    return notRun(name, 'there are no manifests to check', undefined);
  }
  const folder = await mkdtemp(join(options.home, 'conftest-'));
  const files = await writeSubjects(folder, options.subjects);
  const parameters = join(options.folder, 'policies', 'parameters.yaml');
  const { stdout, stderr } = await tools.run(
    binary,
    [
      'test',
      ...['--policy', policies, '--output', 'json', '--all-namespaces'],
      ...((await exists(parameters)) ? ['--data', parameters] : []),
      ...files.map(file => file.path),
    ],
    { cwd: options.folder, home: options.home },
  );
  const findings = readFindings(stdout, files);
  return findings
    ? conclude(name, options.subjects.length, findings)
    : notRun(name, `conftest failed: ${stderr.trim()}`, undefined);
}

/** Nothing when the tool did not say what it was asked for. */
function readFindings(
  stdout: string,
  files: { path: string; subject: string }[],
): PlanFinding[] | undefined {
  const subjects = new Map(files.map(file => [file.path, file.subject]));
  const toFinding =
    (severity: PlanFinding['severity'], file: string) =>
    ({ msg }: { msg: string }): PlanFinding => ({
      severity,
      rule: 'policies/rego',
      subject: subjects.get(file) ?? file,
      message: msg,
    });
  try {
    return (JSON.parse(stdout) as ConftestResult).flatMap(
      ({ filename, failures = [], warnings = [] }) => [
        ...failures.map(toFinding('error', filename)),
        ...warnings.map(toFinding('warning', filename)),
      ],
    );
  } catch {
    return undefined;
  }
}

async function writeSubjects(folder: string, subjects: Subject[]) {
  return Promise.all(
    subjects.map(async ({ environment, object }, index) => {
      const path = join(folder, `${index}.json`);
      await writeFile(path, JSON.stringify(object));
      return { path, subject: describe(environment, object) };
    }),
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
