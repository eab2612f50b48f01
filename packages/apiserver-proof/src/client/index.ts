export { ApiClient } from './ApiClient';
export { Cluster, type Judgement } from './Cluster';
export { describeObject, type KubernetesObject } from './KubernetesObject';
