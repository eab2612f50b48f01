export { kubernetesModuleKubeconfig as default } from './module';
