import { copyFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { mailFiles } from './checkMail.ts';
import type { FaultRun } from './FaultRun.ts';

/** Ways to break a promise on purpose; a suite that does not notice each of them is blind. */
export const MUTATIONS = [
  'drop-event',
  'double-mail',
  'lose-write',
  'rewrite-audit',
  'silent-fault',
] as const;

export type Mutation = (typeof MUTATIONS)[number];

export function isMutation(name: string): name is Mutation {
  return MUTATIONS.some(one => one === name);
}

/** What each does before the load, or after it and before the checks. */
const STEPS: Readonly<
  Record<
    Mutation,
    {
      before?: (run: FaultRun) => Promise<void>;
      after?: (run: FaultRun) => Promise<void>;
    }
  >
> = {
  'drop-event': { before: dropEvent },
  'double-mail': { after: doubleMail },
  'lose-write': { after: loseWrite },
  'rewrite-audit': { after: rewriteAudit },
  'silent-fault': { before: silentFault },
};

export async function mutate(
  run: FaultRun,
  mutation: Mutation,
  when: 'before' | 'after',
): Promise<void> {
  await STEPS[mutation][when]?.(run);
}

/** The outbox forgets the first change from now on; a creation would be asked for again by the workflow. */
function dropEvent(run: FaultRun): Promise<void> {
  return execute(
    run,
    'notes',
    `CREATE SEQUENCE forgotten;
     CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
       IF NEW.event->>'type' = 'note.updated' AND nextval('forgotten') = 1 THEN RETURN NULL; END IF;
       RETURN NEW;
     END $$;
     CREATE TRIGGER forget BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION forget();`,
  );
}

async function doubleMail({ system }: FaultRun): Promise<void> {
  const [file] = await mailFiles(system.parts.places.outbox);
  if (file === undefined) throw new Error('There is no mail to double');
  await copyFile(file, file.replace(/(\.\w+)$/, '-again$1'));
}

function loseWrite(run: FaultRun): Promise<void> {
  return execute(
    run,
    'notes',
    `UPDATE notes SET title = 'lost' WHERE id = (SELECT id FROM notes LIMIT 1)`,
  );
}

/** As somebody would who owns the database: past the triggers that refuse it. */
function rewriteAudit(run: FaultRun): Promise<void> {
  return execute(
    run,
    'audit',
    `ALTER TABLE audit_records DISABLE TRIGGER ALL;
     UPDATE audit_records SET record = jsonb_set(record, '{details,version}', '7')
      WHERE sequence = (SELECT max(sequence) FROM audit_records WHERE action = 'note.created');
     ALTER TABLE audit_records ENABLE ALWAYS TRIGGER only_added_to;`,
  );
}

/** notes-service dies while no fault is announced. */
function silentFault(run: FaultRun): Promise<void> {
  const service = run.system.service('notes-service');
  run.meanwhile(
    sleep(500)
      .then(() => service.kill())
      .then(() => service.start()),
  );
  return Promise.resolve();
}

async function execute(
  { system }: FaultRun,
  database: string,
  sql: string,
): Promise<void> {
  const pool = system.openPool(database);
  try {
    await pool.query(sql);
  } finally {
    await pool.end();
  }
}
