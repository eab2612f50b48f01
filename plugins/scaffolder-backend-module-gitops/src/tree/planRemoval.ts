import type { FileChange } from '@notes/plugin-git-host-common';
import type { GitOpsAdditions } from '@notes/plugin-golden-path-common';
import type { GitOpsTree } from '../repository/GitOpsRepository';
import { createApplication, type Stage } from './createApplication';
import { createNamespace } from './createNamespace';
import { createProject } from './createProject';
import { removeFromProject } from './editProject';
import { ENVIRONMENTS, paths, pathsOf, type Environment } from './environments';
import { readApplication, type ApplicationUse } from './readApplication';
import type { GitOpsSettings, ServiceApplication } from './ServiceApplication';

type Use = ApplicationUse & { path: string; environment: Environment };

interface RemovalContext {
  service: ServiceApplication;
  settings: GitOpsSettings;
  made: GitOpsAdditions;
  others: Use[];
}

export interface Removal {
  changes: FileChange[];
  /** What stays because somebody has changed or released it since. */
  left: string[];
}

/**
 * What has to change so that the tree no longer knows a service that was added
 * and never released. Whatever was there before, another service uses or a
 * person has written to, stays.
 */
export async function planRemoval(
  tree: GitOpsTree,
  service: ServiceApplication,
  settings: GitOpsSettings,
  made: GitOpsAdditions,
): Promise<Removal> {
  const changes: FileChange[] = [];
  const left: string[] = [];
  const files = await tree.read(pathsOf(service));
  for (const environment of ENVIRONMENTS) {
    const written: [string, Stage][] = [
      [paths.application(environment, service.name), 'prepared'],
      [paths.pending(environment, service.name), 'released'],
    ];
    for (const [path, stage] of written) {
      const present = made.files.includes(path) ? files.get(path) : undefined;
      if (
        present === createApplication(service, environment, settings, stage)
      ) {
        changes.push({ path });
      } else if (present !== undefined) {
        left.push(path);
      }
    }
  }
  if (left.length > 0) {
    // The service stays, and with it all that it needs.
    return { changes: [], left };
  }
  const others = (await listUses(tree)).filter(
    ({ path }) => !changes.some(change => change.path === path),
  );
  changes.push(
    ...planNamespaces(files, { service, settings, made, others }),
    ...planProject(files, { service, settings, made, others }),
  );
  return { changes, left };
}

/** A namespace goes when nothing else runs in it and nobody has edited it. */
function planNamespaces(
  files: Map<string, string>,
  { service, settings, made, others }: RemovalContext,
): FileChange[] {
  const changes: FileChange[] = [];
  for (const environment of ENVIRONMENTS) {
    const namespace = service.namespaces[environment];
    const path = paths.namespace(environment, namespace);
    const unused =
      made.files.includes(path) &&
      !others.some(other => other.namespace === namespace);
    const written = createNamespace(service, environment, settings);
    if (unused && files.get(path) === written) {
      changes.push({ path });
    }
  }
  return changes;
}

function planProject(
  files: Map<string, string>,
  { service, settings, made, others }: RemovalContext,
): FileChange[] {
  const path = paths.project(service.project);
  const present = files.get(path);
  if (present === undefined) {
    return [];
  }
  const team = others.filter(other => other.project === service.project);
  const used = (namespace: string) =>
    team.some(other => other.namespace === namespace);
  const isUsed = (repo: string) =>
    repo === settings.gitopsUrl
      ? team.length > 0
      : team.some(each => each.sourceRepos.includes(repo));
  const content = removeFromProject(present, path, {
    sourceRepos: [service.repoUrl, settings.gitopsUrl].filter(
      repo => made.sourceRepos.includes(repo) && !isUsed(repo),
    ),
    destinations: ENVIRONMENTS.map(environment => ({
      server: settings.clusters[environment],
      namespace: service.namespaces[environment],
    })).filter(
      ({ namespace }) =>
        made.namespaces.includes(namespace) && !used(namespace),
    ),
  });
  if (made.files.includes(path) && content === createProject(service)) {
    return [{ path }];
  }
  return content === present ? [] : [{ path, content }];
}

async function listUses(tree: GitOpsTree): Promise<Use[]> {
  const folders = ENVIRONMENTS.flatMap(environment =>
    (['apps', 'pending'] as const).map(folder => ({ environment, folder })),
  );
  const lists = await Promise.all(
    folders.map(async ({ environment, folder }) =>
      (await tree.list(paths.folder(environment, folder))).map(path => ({
        ...{ path, environment },
      })),
    ),
  );
  const found = lists.flat();
  const files = await tree.read(found.map(({ path }) => path));
  return found.map(({ path, environment }) => ({
    ...readApplication(files.get(path) ?? ''),
    ...{ path, environment },
  }));
}
