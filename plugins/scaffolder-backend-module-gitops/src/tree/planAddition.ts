import { ConflictError, InputError } from '@backstage/errors';
import type { FileChange } from '@notes/plugin-git-host-common';
import { parse } from 'yaml';
import type { GitOpsTree } from '../repository/GitOpsRepository';
import { createApplication } from './createApplication';
import { createNamespace } from './createNamespace';
import { createProject } from './createProject';
import { addToProject } from './editProject';
import {
  ENVIRONMENTS,
  FIRST_ENVIRONMENT,
  paths,
  pathsOf,
  type Environment,
} from './environments';
import { readSourceRepos } from './readApplication';
import type { GitOpsSettings, ServiceApplication } from './ServiceApplication';

/**
 * What has to change so that the tree knows a service: its Applications, of
 * which the chart waits for the first release, its namespaces, and its owner's
 * AppProject.
 *
 * What is there already stays as it is, whoever wrote it.
 */
export async function planAddition(
  tree: GitOpsTree,
  service: ServiceApplication,
  settings: GitOpsSettings,
): Promise<FileChange[]> {
  const changes: FileChange[] = [];
  const files = await tree.read(pathsOf(service));
  for (const environment of ENVIRONMENTS) {
    changes.push(...planApplication(files, service, environment, settings));
    const namespace = service.namespaces[environment];
    const namespacePath = paths.namespace(environment, namespace);
    if (!files.has(namespacePath)) {
      const content = createNamespace(service, environment, settings);
      changes.push({ path: namespacePath, content });
    }
  }
  const project = files.get(paths.project(service.project));
  return [...changes, ...planProject(project, service, settings)];
}

function planApplication(
  files: Map<string, string>,
  service: ServiceApplication,
  environment: Environment,
  settings: GitOpsSettings,
): FileChange[] {
  const application = paths.application(environment, service.name);
  const pending = paths.pending(environment, service.name);
  const present = files.get(application) ?? files.get(pending);
  if (present !== undefined) {
    assertSameService(present, service);
    return [];
  }
  const content = createApplication(service, environment, settings);
  return environment === FIRST_ENVIRONMENT
    ? [
        { path: pending, content },
        {
          path: application,
          content: createApplication(
            service,
            environment,
            settings,
            'prepared',
          ),
        },
      ]
    : [{ path: pending, content }];
}

function planProject(
  present: string | undefined,
  service: ServiceApplication,
  settings: GitOpsSettings,
): FileChange[] {
  const path = paths.project(service.project);
  if (present !== undefined) {
    assertTeamProject(parse(present), service, path);
  }
  const content = addToProject(present ?? createProject(service), path, {
    sourceRepos: [settings.gitopsUrl, service.repoUrl],
    destinations: ENVIRONMENTS.map(environment => ({
      server: settings.clusters[environment],
      namespace: service.namespaces[environment],
    })),
  });
  return content === present ? [] : [{ path, content }];
}

function assertSameService(content: string, service: ServiceApplication): void {
  const repos = readSourceRepos(content);
  if (!repos.includes(service.repoUrl)) {
    throw new ConflictError(
      `name '${service.name}' is taken: the GitOps repository already deploys it from '${repos[0] ?? 'an unknown repository'}', choose another name`,
    );
  }
}

/** The platform's own project may create what no team may, so no team is put into it. */
function assertTeamProject(
  project: { spec?: { clusterResourceWhitelist?: unknown[] } } | null,
  service: ServiceApplication,
  path: string,
): void {
  if (project?.spec?.clusterResourceWhitelist?.length) {
    throw new InputError(
      `owner '${service.owner}' is not accepted: '${path}' is a project for cluster-wide resources, choose a group with a project of its own`,
    );
  }
}
