export { deriveValues } from './deriveValues';
export {
  DEFAULT_GITOPS_REPO,
  DEFAULT_POD_SECURITY_VERSION,
  DEFAULT_GRAFANA_URL,
  DEFAULT_REGISTRIES,
  type GoldenPathSettings,
} from './GoldenPathSettings';
export type { GoldenPathValues } from './GoldenPathValues';
export { REPOSITORY_HOSTS } from './repositoryHosts';
export {
  validateParameters,
  type CheckedParameters,
} from './validateParameters';
