import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';

import { median } from '../report/percentile.mjs';
import { cpuSeconds } from './cpuSeconds.mjs';

const ROUNDS = 5;
const REQUESTS = 2_000;
const CONNECTIONS = 8;
const floorFile = fileURLToPath(new URL('floorServer.mjs', import.meta.url));

/** Processor time of a request to notes-service beside the same route in bare Express, in turns. */
export async function compareWithFloor({ system, person, ids, databaseUrl }) {
  const child = spawn(process.execPath, [floorFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: databaseUrl },
  });
  try {
    const [line] = await once(child.stdout, 'data');
    const service = system.service('notes-service');
    const sides = {
      ours: { url: service.url, pid: service.pid },
      floor: { url: String(line).trim(), pid: child.pid },
    };
    const routes = {
      'GET /api/notes/{noteId}': id => `/api/notes/${id}`,
      'GET /api/notes/{noteId}/versions/{version}': id =>
        `/api/notes/${id}/versions/1`,
    };
    const figures = {};
    for (const [name, pathOf] of Object.entries(routes)) {
      const taken = { ours: [], floor: [] };
      for (let round = 0; round <= ROUNDS; round += 1) {
        for (const [side, { pid, url }] of Object.entries(sides)) {
          const identity = await system.identityOf(person, 'notes-service');
          const headers = {
            'x-notes-identity': identity,
            'x-owner': person.subject,
          };
          const micros = await microsOf({ pid, url, headers, ids, pathOf });
          // The first round warms up.
          if (round > 0) {
            taken[side].push(micros);
          }
        }
      }
      figures[name] = {
        ours: median(taken.ours),
        floor: median(taken.floor),
        samples: taken,
      };
    }
    return figures;
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function microsOf({ pid, url, headers, ids, pathOf }) {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const before = cpuSeconds(pid);
  let sent = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (sent < REQUESTS) {
        sent += 1;
        const path = pathOf(ids[sent % ids.length]);
        const { body, statusCode } = await pool.request({
          ...{ method: 'GET', path, headers },
        });
        await body.dump();
        if (statusCode !== 200) {
          throw new Error(`${url}${path} answered ${statusCode}`);
        }
      }
    }),
  );
  await pool.close();
  return ((cpuSeconds(pid) - before) * 1e6) / sent;
}
