import fs from 'node:fs';
import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';

/**
 * The services of the Notes application, the gateway first: it is stopped first, so that no request meets a service
 * that is already gone.
 *
 * @typedef {object} NotesService
 * @property {string} name its package and its name in tokens, logs and metrics
 * @property {number} offset its port, counted from the port of the gateway
 * @property {string} [database] the database of its own
 * @property {boolean} [usesBus] whether it sends or receives events
 */

/** @type {readonly NotesService[]} */
export const SERVICES = Object.freeze([
  { name: 'api-gateway', offset: 0 },
  { name: 'auth-service', offset: 1, database: 'auth', usesBus: true },
  { name: 'notes-service', offset: 2, database: 'notes', usesBus: true },
  { name: 'search-service', offset: 3, database: 'search', usesBus: true },
  { name: 'email-service', offset: 4, database: 'email', usesBus: true },
  { name: 'audit-service', offset: 5, database: 'audit', usesBus: true },
  { name: 'config-service', offset: 6, database: 'config', usesBus: true },
]);

export const BUS_DATABASE = 'bus';

/** `auth` means auth-service, `gateway` means api-gateway. */
export function shortName(name) {
  return name.replace(/^api-|-service$/g, '');
}

/** The services that --only names, in the order of the list; all of them without it. */
export function chooseServices(only) {
  const unknown = only.find(
    word => !SERVICES.some(service => isNamed(service, word)),
  );
  if (unknown !== undefined) {
    throw new LauncherError(
      `There is no service "${unknown}". Use some of: ${SERVICES.map(({ name }) => shortName(name)).join(', ')}.`,
      { exitCode: EXIT.usage },
    );
  }
  return only.length === 0
    ? SERVICES
    : SERVICES.filter(service => only.some(word => isNamed(service, word)));
}

/** A service whose code is not in this checkout cannot be started; the others can. */
export function isInCheckout({ name }, checkout) {
  return fs.existsSync(path.join(checkout, 'packages', name, 'src/main.ts'));
}

function isNamed({ name }, word) {
  return word === name || word === shortName(name);
}
