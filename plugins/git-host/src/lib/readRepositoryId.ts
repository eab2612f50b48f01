import type { Entity } from '@backstage/catalog-model';
import {
  describeOwnerProblem,
  describeRepositoryNameProblem,
  RepositoryId,
} from '@notes/plugin-git-host-common';

const ANNOTATION = 'notes.dev/repository';

/** The repository that an entity names, when it is one of ours by form. */
export function readRepositoryId(entity: Entity): RepositoryId | undefined {
  const value = entity.metadata.annotations?.[ANNOTATION] ?? '';
  const [owner, name, ...rest] = value.split('/');
  const problem =
    describeOwnerProblem(owner) ?? describeRepositoryNameProblem(name);
  return problem || rest.length > 0 ? undefined : { owner, name };
}
