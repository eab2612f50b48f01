import { tokenOf } from './people';
import { Stage } from './stage';

/** What the git host answers a developer who asks for a repository. */
export async function repositoryStatus(
  stage: Stage,
  owner: string,
  name: string,
): Promise<number> {
  const token = await tokenOf(stage, 'developer');
  const response = await fetch(
    `${stage.url}/api/git-host/v1/repositories/${owner}/${name}`,
    { headers: { Authorization: `Bearer ${token}` } },
  );
  return response.status;
}
