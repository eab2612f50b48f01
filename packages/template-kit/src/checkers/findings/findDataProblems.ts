import { parseAllDocuments } from 'yaml';
import type { TextFiles } from './findTextProblems';

/** A trigger and a volume without settings are written as keys without values, and so is a commit to come. */
const MEANT_EMPTY = [
  '/on/pull_request',
  '/on/merge_group',
  '/on/workflow_call',
  '/on/workflow_dispatch',
  '/volumes/database',
  '/template/commit',
  '/scaffold/commit',
];

/** What a parser of YAML or JSON complains about, and keys that nothing was put into. */
export function findDataProblems(files: TextFiles): string[] {
  return Object.entries(files).flatMap(([path, text]) => {
    // The templates of a chart become YAML when Helm has rendered them.
    if (path.includes('/templates/')) return [];
    if (path.endsWith('.json')) return findJsonProblems(path, text);
    return /\.ya?ml$/.test(path) ? findYamlProblems(path, text) : [];
  });
}

function findJsonProblems(path: string, text: string): string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [`${path}: ${error}`];
  }
}

function findYamlProblems(path: string, text: string): string[] {
  return parseAllDocuments(text, { uniqueKeys: true }).flatMap(document => [
    ...[...document.errors, ...document.warnings].map(
      problem => `${path}: ${problem.message}`,
    ),
    ...findEmptyKeys(document.toJS())
      .filter(key => !MEANT_EMPTY.includes(key))
      .map(key => `${path}: ${key} is empty`),
  ]);
}

function findEmptyKeys(value: unknown, path = ''): string[] {
  if (value === null) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value as object).flatMap(([key, child]) =>
    findEmptyKeys(child, `${path}/${key}`),
  );
}
