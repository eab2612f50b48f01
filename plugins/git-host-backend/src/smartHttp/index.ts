export { createGitRouter } from './createGitRouter';
export { GitAuthenticator } from './GitAuthenticator';
export { SmartHttpHandler } from './SmartHttpHandler';
