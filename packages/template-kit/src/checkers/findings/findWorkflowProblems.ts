import { parse } from 'yaml';

type Step = { uses?: string; run?: string; with?: Record<string, unknown> };
type Job = {
  uses?: string;
  steps?: Step[];
  permissions?: unknown;
  'timeout-minutes'?: number;
};
type Workflow = { permissions?: unknown; jobs: Record<string, Job> };

const PINNED = /^(\.\/|[\w./-]+@[\da-f]{40}$)/;
/** Jobs whose product is released: nothing that another run wrote may get into them. */
const RELEASES = /(release|reusable-build|reusable-deploy)\.yml$/;

/** The house rules that no public checker of workflows has. */
export function findWorkflowProblems(path: string, text: string): string[] {
  const workflow = parse(text) as Workflow;
  const problems: string[] = [];
  if (JSON.stringify(workflow.permissions) !== '{}')
    problems.push(`${path}: permissions at the top are not {}`);
  for (const [name, job] of Object.entries(workflow.jobs)) {
    const where = `${path}: job ${name}`;
    if (!job.uses && !job['timeout-minutes'])
      problems.push(`${where} has no timeout-minutes`);
    if (typeof job.permissions !== 'object')
      problems.push(`${where} does not name its permissions`);
    const uses = [job.uses, ...(job.steps ?? []).map(step => step.uses)];
    for (const one of uses.filter(use => use !== undefined))
      if (!PINNED.test(one))
        problems.push(`${where} uses ${one}, which is no full commit`);
    for (const step of job.steps ?? [])
      problems.push(...findStepProblems(where, path, step));
  }
  return problems;
}

function findStepProblems(where: string, path: string, step: Step): string[] {
  const problems: string[] = [];
  if (step.run?.includes('${{'))
    problems.push(`${where} puts an expression into a script`);
  if (
    step.uses?.startsWith('actions/checkout@') &&
    step.with?.['persist-credentials'] !== false
  )
    problems.push(`${where} leaves the credentials of its checkout behind`);
  const restores =
    step.uses?.startsWith('actions/cache@') ||
    step.with?.['cache-from'] !== undefined ||
    (step.uses?.startsWith('actions/setup-go@') && step.with?.cache !== false);
  if (RELEASES.test(path) && restores)
    problems.push(`${where} restores a cache in a release`);
  return problems;
}
