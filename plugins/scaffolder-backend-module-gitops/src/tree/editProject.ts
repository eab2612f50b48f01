import { InputError } from '@backstage/errors';
import { isMap, isSeq, parseDocument, type Document, type YAMLSeq } from 'yaml';

export interface Destination {
  server: string;
  namespace: string;
}

export interface ProjectEntries {
  sourceRepos: string[];
  destinations: Destination[];
}

/** Adds what an AppProject does not list yet; comments and order stay. */
export function addToProject(
  content: string,
  path: string,
  entries: ProjectEntries,
): string {
  const document = parseProject(content, path);
  const repos = requireList(document, path, 'sourceRepos');
  const destinations = requireList(document, path, 'destinations');
  let changed = false;
  for (const repo of entries.sourceRepos) {
    if (!repos.toJSON().includes(repo)) {
      repos.flow = false;
      repos.add(repo);
      changed = true;
    }
  }
  for (const destination of entries.destinations) {
    const present = destinations.toJSON() as Destination[];
    if (!present.some(isSame(destination))) {
      destinations.flow = false;
      destinations.add(document.createNode(destination));
      changed = true;
    }
  }
  return changed ? print(document) : content;
}

/** Takes entries out of an AppProject; comments and order stay. */
export function removeFromProject(
  content: string,
  path: string,
  entries: ProjectEntries,
): string {
  const document = parseProject(content, path);
  const repos = requireList(document, path, 'sourceRepos');
  const destinations = requireList(document, path, 'destinations');
  const before = repos.items.length + destinations.items.length;
  removeItems(repos, each => entries.sourceRepos.includes(String(each)));
  removeItems(destinations, each =>
    entries.destinations.some(isSame(each as Destination)),
  );
  return repos.items.length + destinations.items.length < before
    ? print(document)
    : content;
}

function removeItems(list: YAMLSeq, matches: (value: unknown) => boolean) {
  const values: unknown[] = list.toJSON();
  list.items = list.items.filter((_, index) => !matches(values[index]));
}

function parseProject(content: string, path: string): Document {
  const document = parseDocument(content);
  if (document.errors.length > 0 || !isMap(document.contents)) {
    throw new InputError(
      `'${path}' of the GitOps repository is not an AppProject: ${document.errors[0]?.message ?? 'expected a mapping'}`,
    );
  }
  return document;
}

function requireList(document: Document, path: string, key: string): YAMLSeq {
  const list = document.getIn(['spec', key]);
  if (isSeq(list)) {
    return list;
  }
  if (list !== undefined && list !== null) {
    throw new InputError(
      `'${path}' of the GitOps repository has 'spec.${key}' in an unknown form, expected a list`,
    );
  }
  const made = document.createNode([]) as YAMLSeq;
  document.setIn(['spec', key], made);
  return made;
}

function isSame(wanted: Destination) {
  return (found: Destination) =>
    found?.server === wanted.server && found.namespace === wanted.namespace;
}

function print(document: Document): string {
  return document.toString({ lineWidth: 0, singleQuote: true });
}
