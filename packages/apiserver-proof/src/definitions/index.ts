export { CROSSPLANE } from './crossplaneFolder';
export { installDefinitions } from './installDefinitions';
export { GROUPS, readDefinitions, type Definitions } from './readDefinitions';
