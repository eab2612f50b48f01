import { spawn, ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CHECKOUT } from './checkout';

const LAUNCHER = path.join(CHECKOUT, 'packages/launcher/bin/portal.mjs');
const READY_WITHIN_MS = 180_000;

/** A portal that the tests own, or one that somebody already started. */
export interface Portal {
  /** Origin without a trailing slash, for example `http://localhost:7107`. */
  url: string;
  stop(): Promise<void>;
}

async function isReady(url: string): Promise<boolean> {
  // On an empty database the catalog reads the people a moment after the portal is ready.
  const addresses = [
    `${url}/.backstage/health/v1/readiness`,
    `${url}/api/auth/demo/refresh?person=dev.rivera`,
  ];
  const headers = { 'X-Requested-With': 'XMLHttpRequest' };
  return Promise.all(
    addresses.map(address => fetch(address, { headers })),
  ).then(
    responses => responses.every(({ ok }) => ok),
    () => false,
  );
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) {
      throw new Error(`The portal ended with exit code ${child.exitCode}`);
    }
    if (await isReady(url)) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error(`The portal was not ready at ${url} in time`);
}

/**
 * Starts the portal with the launcher, on an empty data folder.
 *
 * With `E2E_BASE_URL` set, the portal at that address is used and left running.
 */
export async function startPortal(): Promise<Portal> {
  const given = process.env.E2E_BASE_URL;
  if (given) {
    return { url: given.replace(/\/$/, ''), stop: async () => {} };
  }
  const port = process.env.E2E_PORT ?? '7107';
  const data = await mkdtemp(path.join(tmpdir(), 'notes-e2e-'));
  const args = [LAUNCHER, 'start', '--port', port, '--data', data];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const url = `http://localhost:${port}`;
  await untilReady(url, child);
  return {
    url,
    async stop() {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}
