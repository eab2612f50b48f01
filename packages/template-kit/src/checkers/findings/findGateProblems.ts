import type { TextFiles } from './findTextProblems';

const LEAST = 80;
const GATES: Record<string, [name: string, value: RegExp][]> = {
  'jest.config.js': ['lines', 'branches', 'functions', 'statements'].map(
    name => [name, new RegExp(`coverageThreshold[^;]*\\b${name}: (\\d+)`)],
  ),
  'pyproject.toml': [
    ['--cov-fail-under', /--cov-fail-under=(\d+)/],
    ['--cov-branch', /--cov-branch\b()/],
  ],
};

/** Gates of the tools themselves that let a pipeline pass with less than the platform asks for. */
export function findGateProblems(files: TextFiles): string[] {
  return Object.entries(GATES)
    .filter(([path]) => path in files)
    .flatMap(([path, gates]) =>
      gates.flatMap(([name, value]) => {
        const found = value.exec(files[path]);
        if (!found) return [`${path} has no gate for ${name}`];
        return found[1] !== '' && Number(found[1]) < LEAST
          ? [`${path}: the gate ${name} is ${found[1]}, at least ${LEAST}`]
          : [];
      }),
    );
}
