import path from 'node:path';

import { yarnEnvironment } from '../prepare/yarnInstall.mjs';

/** Every variable the backend reads from the launcher. What the person set for the database goes through untouched. */
export function backendEnvironment({
  paths,
  options,
  secrets,
  database,
  node,
  frontendUrl,
}) {
  const baseUrl = `http://localhost:${options.port}`;
  return {
    ...yarnEnvironment(node),
    NODE_ENV: process.env.NODE_ENV ?? 'development',
    PORTAL_PORT: String(options.port),
    PORTAL_BASE_URL: process.env.PORTAL_BASE_URL ?? baseUrl,
    PORTAL_FRONTEND_URL:
      frontendUrl ??
      process.env.PORTAL_FRONTEND_URL ??
      process.env.PORTAL_BASE_URL ??
      baseUrl,
    PORTAL_DATA_DIR: paths.data,
    BACKEND_SECRET: process.env.BACKEND_SECRET ?? secrets.backendSecret,
    AUTH_SESSION_SECRET:
      process.env.AUTH_SESSION_SECRET ?? secrets.sessionSecret,
    NODE_COMPILE_CACHE: path.join(paths.compileCache, 'backend'),
    ...database,
  };
}
