export { deriveValues } from './deriveValues';
export {
  DEFAULT_GITOPS_REPO,
  DEFAULT_GRAFANA_URL,
  DEFAULT_REGISTRIES,
  type GoldenPathSettings,
} from './GoldenPathSettings';
export type { GoldenPathValues } from './GoldenPathValues';
export {
  validateParameters,
  type CheckedParameters,
} from './validateParameters';
