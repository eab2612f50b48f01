export { ControlPlane, type Access } from './ControlPlane';
export { findServers, type ServerBinaries } from './findServers';
export { waitFor } from './waitFor';
export { CONTEXT, writeKubeconfig } from './writeKubeconfig';
