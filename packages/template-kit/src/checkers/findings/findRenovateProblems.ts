import type { TextFiles } from './findTextProblems';

/** Where Renovate looks for the command: below the first comments of the file, behind four spaces. */
const HEAD = /^(?:#.*\n)+?# {4}uv pip compile(?<words>(?: \S+)+)\n/;
/** The options that its manager pip-compile passes on to uv; with another one it leaves the file alone. */
const FLAGS =
  /^--(all-extras|emit-index-url|generate-hashes|no-strip-extras|universal)$/;
const WITH_VALUE =
  /^--(constraints?|exclude-newer|extra|format|group|no-emit-package|output-file|overrides?|prerelease|python-version|resolution)=\S+$/;
const LOCK = /^requirements[^/]*\.txt$/;

/** Why Renovate would not write the lock files of Python again, or would write them twice. */
export function findRenovateProblems(files: TextFiles): string[] {
  const renovate = JSON.parse(files['renovate.json'] ?? '{}') as Renovate;
  const locks = Object.keys(files).filter(path => LOCK.test(path));
  return [
    ...locks.flatMap(path => [
      ...findHeadProblems(path, files),
      ...(isManaged(path, renovate)
        ? []
        : [`renovate.json: pip-compile does not look at ${path}`]),
    ]),
    ...(['pip_requirements', 'pep621'] as const)
      .filter(manager => renovate[manager]?.enabled !== false)
      .map(
        manager =>
          `renovate.json: ${manager} is on, and would change versions without their hashes`,
      ),
  ];
}

type Renovate = {
  [manager in 'pip-compile' | 'pip_requirements' | 'pep621']?: {
    enabled?: boolean;
    managerFilePatterns?: string[];
  };
};

function isManaged(path: string, renovate: Renovate): boolean {
  return (renovate['pip-compile']?.managerFilePatterns ?? []).some(pattern =>
    new RegExp(pattern.replace(/^\/|\/$/g, '')).test(path),
  );
}

function findHeadProblems(path: string, files: TextFiles): string[] {
  const words = HEAD.exec(files[path])?.groups?.words.trim().split(' ');
  if (!words) {
    return [`${path} does not begin with the uv command that made it`];
  }
  const sources = words.filter(word => !word.startsWith('-'));
  const others = words.filter(
    word => word.startsWith('-') && !FLAGS.test(word) && !WITH_VALUE.test(word),
  );
  const named = words
    .filter(word => /^--constraints?=/.test(word))
    .map(word => word.replace(/^[^=]+=/, ''));
  return [
    ...others.map(word => `${path}: Renovate does not pass on ${word}`),
    ...(words.includes(`--output-file=${path}`)
      ? []
      : [`${path} is not what its command writes`]),
    ...(sources.length > 0 ? [] : [`${path}: its command reads no file`]),
    ...[...sources, ...named]
      .filter(source => !(source in files))
      .map(source => `${path}: its command reads ${source}, which is not here`),
  ];
}
