export {
  createAuthEdge,
  type AuthEdge,
  type AuthEdgeOptions,
} from './createAuthEdge.ts';
export { EdgeKeys } from './EdgeKeys.ts';
export { EDGE_LIMITS } from './limits.ts';
