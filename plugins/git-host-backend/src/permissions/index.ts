export { isOwnerRule } from './isOwnerRule';
export { repositoryResourceRef } from './repositoryResourceRef';
export type {
  RepositoryFilter,
  RepositoryResource,
} from './repositoryResourceRef';
export { hasPermission, requirePermission } from './requirePermission';
