import fs from 'node:fs';
import path from 'node:path';

import { yarnEnvironment } from '../prepare/yarnInstall.mjs';
import { SERVICES, shortName } from './serviceList.mjs';

export const ADMIN_EMAIL = 'admin@notes.example';

/** Key rings that a service can do without, so that its development.env has none. */
const OPTIONAL_RINGS = { 'notes-service': ['UPLOAD_KEYS'] };

/** What one service is told and the others are not. */
const OWN = {
  'api-gateway': ({ portBase, env }) => ({
    ROUTES: env.ROUTES ?? JSON.stringify(routesTo(portBase)),
  }),
  'auth-service': ({ places }) => ({
    ADMIN_EMAIL,
    ADMIN_PASSWORD_FILE: places.adminPassword,
  }),
  'notes-service': ({ places }) => ({
    ATTACHMENT_DIRECTORY: places.attachments,
  }),
  'email-service': ({ places }) => ({
    OUTBOX_DIRECTORY: places.outbox,
  }),
};

/**
 * Everything a service is told beside its development.env. What the caller has set (REDIS_URL, KAFKA_BROKERS, MONGO_URL,
 * ELASTICSEARCH_URL, S3_*, SMTP_URL, LOG_LEVEL ...) passes through; addresses, databases and keys are the launcher's.
 *
 * @param {import('./serviceList.mjs').NotesService} service
 * @param {{ paths: ReturnType<typeof import('../paths.mjs').resolvePaths>, places: ReturnType<typeof import('./notesPaths.mjs').notesPaths>,
 *   portBase: number, node: string, rings: readonly string[], env?: NodeJS.ProcessEnv }} options
 */
export function serviceEnvironment(service, options) {
  const { paths, places, portBase, node, rings, env = process.env } = options;
  return {
    ...yarnEnvironment(node, env),
    NODE_ENV: 'development',
    NODE_COMPILE_CACHE: path.join(paths.compileCache, 'notes'),
    HOST: '127.0.0.1',
    PORT: String(portBase + service.offset),
    PUBLIC_URL: `http://localhost:${portBase}`,
    // The gateway stands in front of the others, and tells them the address of the client.
    TRUST_PROXY_HOPS: service.offset === 0 ? '0' : '1',
    // No load balancer watches /ready here, so nobody needs the time to see it change.
    SHUTDOWN_DELAY_MS: '0',
    SHUTDOWN_TIMEOUT_MS: '10000',
    ...databaseSettings(service, places),
    ...Object.fromEntries(
      rings.map(name => [`${name}_FILE`, places.keyRing(name)]),
    ),
    ...OWN[service.name]?.({ places, portBase, env }),
  };
}

/** The rings that a service reads: those its development.env has keys for, which everyone can read there. */
export function ringsOf({ name }, checkout) {
  const file = developmentFile(name, checkout);
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  const named = [...text.matchAll(/^([A-Z][A-Z0-9_]*_KEYS)=/gm)];
  return [
    ...new Set([
      ...named.map(([, ring]) => ring),
      ...(OPTIONAL_RINGS[name] ?? []),
    ]),
  ];
}

export function developmentFile(name, checkout) {
  return path.join(checkout, 'packages', name, 'development.env');
}

function databaseSettings({ database, usesBus }, places) {
  return {
    ...(database && { DATABASE_URL_FILE: places.databaseUrl(database) }),
    ...(usesBus && { BUS_DATABASE_URL_FILE: places.databaseUrl('bus') }),
  };
}

function routesTo(portBase) {
  return Object.fromEntries(
    SERVICES.filter(({ offset }) => offset > 0).map(({ name, offset }) => [
      shortName(name),
      { upstreams: [{ url: `http://127.0.0.1:${portBase + offset}` }] },
    ]),
  );
}
