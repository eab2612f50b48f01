export type { AccessTokenService } from './AccessTokenService';
export { AuthBackendSignIn } from './AuthBackendSignIn';
export { authModuleGitHost } from './authModuleGitHost';
export { DatabaseAccessTokenService } from './DatabaseAccessTokenService';
