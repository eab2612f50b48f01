export { ConfigClient, type Listener } from './client/ConfigClient.ts';
export {
  createConfigClient,
  type ConfigClientOptions,
} from './client/createConfigClient.ts';
export { EnvSecretResolver } from './client/EnvSecretResolver.ts';
export { FileSecretResolver } from './client/FileSecretResolver.ts';
export type { SecretResolver } from './client/SecretResolver.ts';
export {
  parseSecretReference,
  type SecretReference,
} from './domain/secretReference.ts';
