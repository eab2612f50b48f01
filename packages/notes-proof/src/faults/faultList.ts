import type { NotesSystem } from '../harness/NotesSystem.ts';
import { mailFault } from './mailFault.ts';

/** Something that breaks and comes back. */
export interface Fault {
  readonly name: string;
  /** Why it cannot be tried here. */
  readonly skipped?: string;
  /** Waits for the moment in which it hurts most, and says what that is; nothing is away yet. */
  aim?(): Promise<string>;
  strike(): Promise<unknown>;
  /** Brings it back; what was struck may also have come back by itself. */
  repair(): Promise<unknown>;
}

const SERVICES = [
  // First, because the load creates most notes in its beginning.
  'email-service',
  'api-gateway',
  'auth-service',
  'notes-service',
  'search-service',
  'audit-service',
  'config-service',
];

/** Each part that can fail, in turn: every service, the bus, Redis and PostgreSQL. */
export function faultList(system: NotesSystem): Fault[] {
  return [
    ...SERVICES.map(name => serviceFault(system, name)),
    busFault(system),
    redisFault(system),
    {
      name: 'postgresql',
      strike: () => system.parts.postgres.kill(),
      repair: () => system.parts.postgres.restart(),
    },
  ];
}

function serviceFault(system: NotesSystem, name: string): Fault {
  return {
    name,
    ...(system.has(name) ? {} : { skipped: 'not in this checkout' }),
    strike: () => system.service(name).kill(),
    repair: () => system.service(name).start(),
    ...(name === 'email-service' && mailFault(system)),
  };
}

function busFault(system: NotesSystem): Fault {
  const { kafka } = system.parts;
  if (kafka !== undefined) {
    return {
      name: 'kafka',
      strike: () => kafka.kill(),
      repair: () => kafka.restart(),
    };
  }
  return {
    name: 'bus connections',
    strike: () => cutConnections(system),
    repair: () => Promise.resolve(),
  };
}

function redisFault(system: NotesSystem): Fault {
  return {
    name: 'redis',
    ...(system.parts.redis ? {} : { skipped: 'no redis-server found' }),
    strike: () => system.killRedis(),
    repair: () => system.restartRedis(),
  };
}

/** What pg-boss sees when the server of its database goes away for a moment. */
async function cutConnections(system: NotesSystem): Promise<void> {
  const pool = system.openPool('postgres');
  try {
    const { rowCount } = await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'bus'`,
    );
    if (rowCount === 0) throw new Error('Nobody is connected to the bus');
  } finally {
    await pool.end();
  }
}
