import { InputError } from '@backstage/errors';
import { parse } from 'yaml';
import type {
  GitOpsRepository,
  GitOpsTree,
} from '../repository/GitOpsRepository';
import { ENVIRONMENTS, IN_CLUSTER, paths } from './environments';
import type { GitOpsSettings } from './ServiceApplication';

/** Asks the GitOps repository for the API server of each environment. */
export async function readSettings(
  repository: GitOpsRepository,
  tree: GitOpsTree,
  { podSecurityVersion }: Pick<GitOpsSettings, 'podSecurityVersion'>,
): Promise<GitOpsSettings> {
  const files = await tree.read([paths.clusters]);
  const clusters = parseClusters(files.get(paths.clusters) ?? '');
  return {
    podSecurityVersion,
    gitopsUrl: await repository.cloneUrl(),
    gitopsBranch: tree.branch,
    clusters: {
      dev: clusters.dev ?? IN_CLUSTER,
      staging: clusters.staging ?? IN_CLUSTER,
      prod: clusters.prod ?? IN_CLUSTER,
    },
  };
}

function parseClusters(content: string): Record<string, string | undefined> {
  const clusters: unknown = parse(content) ?? {};
  const problem = ENVIRONMENTS.find(environment => {
    const server = (clusters as Record<string, unknown>)[environment];
    return server !== undefined && !/^https:\/\/\S+$/.test(String(server));
  });
  if (typeof clusters !== 'object' || problem) {
    throw new InputError(
      `'${paths.clusters}' of the GitOps repository is not accepted: expected the https address of an API server for ${problem ?? 'each environment'}`,
    );
  }
  return clusters as Record<string, string | undefined>;
}
