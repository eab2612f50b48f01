import { access, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  PlanCheck,
  PlanEnvironment,
  PlanFinding,
  PlanPolicy,
} from '@notes/plugin-golden-path-common';
import { readObjects, type KubernetesObject } from '../plans/readManifests';
import { TOOLS_FIX, type ToolBox } from '../tools/ToolBox';
import { checkImages } from './checkImages';
import { checkLabels } from './checkLabels';
import { checkPodSecurity } from './checkPodSecurity';

type Subject = { environment: string; object: KubernetesObject };

/** Checks what would run, and says of each check whether it ran. */
export async function checkPolicies(
  tools: ToolBox,
  options: {
    folder: string;
    home: string;
    environments: PlanEnvironment[];
    ownImage: string | undefined;
  },
): Promise<PlanPolicy> {
  const { environments, ownImage } = options;
  const subjects = environments.flatMap(listSubjects);
  const missing = environments.filter(
    each => each.manifests.state !== 'available',
  );
  const own = (
    name: string,
    check: (object: KubernetesObject, subject: string) => PlanFinding[],
  ): PlanCheck => {
    if (missing.length > 0) {
      return notRun(
        name,
        `the manifests of ${missing.map(each => each.name).join(', ')} are not rendered`,
        TOOLS_FIX,
      );
    }
    const findings = subjects.flatMap(({ environment, object }) =>
      check(object, describe(environment, object)),
    );
    return conclude(name, subjects.length, findings);
  };
  const checks = [
    own('Pod Security Standards, restricted', checkPodSecurity),
    own('Labels', checkLabels),
    own('Images by digest', (object, subject) =>
      checkImages(object, subject, ownImage),
    ),
    await runConftest(tools, { ...options, subjects }),
  ];
  return { verdict: conclusionOf(checks), checks };
}

function conclusionOf(checks: PlanCheck[]): PlanPolicy['verdict'] {
  if (checks.some(check => check.state === 'failed')) {
    return 'fail';
  }
  return checks.some(check => check.state === 'not-run')
    ? 'incomplete'
    : 'pass';
}

type ConftestResult = {
  filename: string;
  failures?: { msg: string; metadata?: { rule?: string } }[];
  warnings?: { msg: string; metadata?: { rule?: string } }[];
}[];

/** The policies that the repository itself carries, with the tool that its pipeline uses. */
async function runConftest(
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
  try {
    const results = JSON.parse(stdout) as ConftestResult;
    const subjects = new Map(files.map(file => [file.path, file.subject]));
    return conclude(
      name,
      options.subjects.length,
      results.flatMap(({ filename, failures = [], warnings = [] }) => [
        ...failures.map(({ msg }) => toFinding('error', filename, msg)),
        ...warnings.map(({ msg }) => toFinding('warning', filename, msg)),
      ]),
    );

    function toFinding(
      severity: PlanFinding['severity'],
      file: string,
      message: string,
    ): PlanFinding {
      const subject = subjects.get(file) ?? file;
      return { severity, rule: 'policies/rego', subject, message };
    }
  } catch {
    return notRun(name, `conftest failed: ${stderr.trim()}`, undefined);
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

function listSubjects(environment: PlanEnvironment): Subject[] {
  return environment.manifests.state === 'available'
    ? environment.manifests.data.flatMap(({ yaml }) =>
        readObjects(yaml).map(object => ({
          environment: environment.name,
          object,
        })),
      )
    : [];
}

function describe(environment: string, object: KubernetesObject): string {
  return `${environment}: ${object.kind}/${object.metadata?.name ?? ''}`;
}

function conclude(
  name: string,
  checked: number,
  findings: PlanFinding[],
): PlanCheck {
  if (checked === 0) {
    return notRun(name, 'there are no manifests to check', undefined);
  }
  const failed = findings.some(each => each.severity === 'error');
  return {
    name,
    state: failed ? 'failed' : 'passed',
    ...{ checked, findings, reason: undefined, fix: undefined },
  };
}

function notRun(
  name: string,
  reason: string,
  fix: string | undefined,
): PlanCheck {
  return { name, state: 'not-run', checked: 0, findings: [], reason, fix };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
