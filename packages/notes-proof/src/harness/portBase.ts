import { once } from 'node:events';
import { createServer } from 'node:net';

const PORTS = 7;
const LOWEST = 20_000;
const HIGHEST = 32_000;
const ATTEMPTS = 50;

/** The first of as many free ports in a row as there are services. */
export async function freePortBase(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const base = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    const ports = Array.from({ length: PORTS }, (_one, index) => base + index);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return base;
  }
  throw new Error(`No ${PORTS} free ports in a row in ${ATTEMPTS} attempts`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
