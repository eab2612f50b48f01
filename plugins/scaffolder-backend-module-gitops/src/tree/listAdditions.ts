import type { FileChange } from '@notes/plugin-git-host-common';
import type { GitOpsAdditions } from '@notes/plugin-golden-path-common';
import { parse } from 'yaml';
import type { GitOpsTree } from '../repository/GitOpsRepository';
import type { ProjectEntries } from './editProject';
import { ENVIRONMENTS, paths } from './environments';
import type { GitOpsSettings, ServiceApplication } from './ServiceApplication';

/** What the changes add to a tree, so that taking a service out again takes nothing else. */
export async function listAdditions(
  tree: GitOpsTree,
  changes: FileChange[],
  service: ServiceApplication,
  settings: GitOpsSettings,
): Promise<GitOpsAdditions> {
  const project = paths.project(service.project);
  const changed = changes.map(change => change.path);
  const before = await tree.read([...new Set([...changed, project])]);
  const listed = readEntries(before.get(project));
  return {
    files: changed.filter(path => !before.has(path)),
    sourceRepos: [settings.gitopsUrl, service.repoUrl].filter(
      repo => !listed.sourceRepos.includes(repo),
    ),
    namespaces: ENVIRONMENTS.filter(
      environment =>
        !listed.destinations.some(
          each =>
            each.server === settings.clusters[environment] &&
            each.namespace === service.namespaces[environment],
        ),
    ).map(environment => service.namespaces[environment]),
  };
}

/** What two attempts of one task added. */
export function joinAdditions(
  first: GitOpsAdditions | undefined,
  second: GitOpsAdditions,
): GitOpsAdditions {
  const join = (key: keyof GitOpsAdditions) => [
    ...new Set([...(first?.[key] ?? []), ...second[key]]),
  ];
  return {
    files: join('files'),
    sourceRepos: join('sourceRepos'),
    namespaces: join('namespaces'),
  };
}

function readEntries(content: string | undefined): ProjectEntries {
  const spec = content === undefined ? undefined : parse(content)?.spec;
  return {
    sourceRepos: spec?.sourceRepos ?? [],
    destinations: spec?.destinations ?? [],
  };
}
