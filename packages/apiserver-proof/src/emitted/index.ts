export { ManifestReader } from './ManifestReader';
export { isWorkload, type EmittedManifests, type Manifest } from './Manifest';
export { parseManifests } from './parseManifests';
export { podOf, type Pod } from './podsOf';
export { readApplications } from './readApplications';
export {
  CHANGES_ONLY,
  chooseTemplates,
  RepositoryRenderer,
  writesRepository,
} from './RepositoryRenderer';
