import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Api } from '../harness/Api.ts';
import { CHECKOUT } from '../harness/launcherParts.ts';
import type { NotesSystem, Person } from '../harness/NotesSystem.ts';
import type { Check } from './Check.ts';
import type { Ledger } from './Ledger.ts';

interface AuditPage {
  readonly items: readonly {
    readonly action: string;
    readonly actor: string;
    readonly subject: string;
    readonly details: { readonly version?: number };
  }[];
  readonly nextCursor?: string;
}

const WRITES = new Set(['note.created', 'note.updated', 'note.deleted']);
const run = promisify(execFile);

/** Each accepted version of each note is on record once, under the name of its owner. */
export async function checkAudit(api: Api, ledger: Ledger): Promise<Check> {
  const counts = new Map<string, number>();
  for (const { action, actor, details, subject } of await readRecords(api)) {
    if (!WRITES.has(action)) continue;
    const key = `${subject} v${details.version ?? 0} by ${actor}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const problems: string[] = [];
  for (const note of ledger.notes.values()) {
    for (let version = 1; version <= note.version; version += 1) {
      const key = `note:${note.id} v${version} by ${note.owner.subject}`;
      const count = counts.get(key) ?? 0;
      if (count !== 1) problems.push(`${key} is on record ${count} times`);
      counts.delete(key);
    }
  }
  problems.push(
    ...[...counts.keys()].map(key => `${key} is on record, but was not made`),
  );
  return { name: 'audited', checked: ledger.writes, problems };
}

/** The command for people verifies the chain: every hash, every signed checkpoint. */
export async function checkAuditChain(system: NotesSystem): Promise<Check> {
  const { places } = system.parts;
  const name = 'audit chain verifies';
  try {
    const { stdout } = await run(process.execPath, ['src/verify.ts'], {
      cwd: path.join(CHECKOUT, 'packages/audit-service'),
      env: {
        PATH: process.env.PATH,
        DATABASE_URL_FILE: places.databaseUrl('audit'),
        AUDIT_KEYS_FILE: places.keyRing('AUDIT_KEYS'),
      },
    });
    const checked = Number(/(\d+) records/.exec(stdout)?.[1] ?? 0);
    return { name, checked, problems: [] };
  } catch (error) {
    const { message, stderr } = error as { message: string; stderr?: string };
    return { name, checked: 1, problems: [stderr?.trim() ?? message] };
  }
}

async function readRecords(api: Api): Promise<AuditPage['items'][number][]> {
  const auditor: Person = {
    subject: crypto.randomUUID(),
    roles: ['auditor'],
  };
  const records: AuditPage['items'][number][] = [];
  let cursor = '';
  do {
    const at = `/api/audit/records?limit=100${cursor}`;
    const { body, status } = await api.send(auditor, { path: at });
    if (status !== 200) throw new Error(`${at} answered ${status}`);
    const page = body as AuditPage;
    records.push(...page.items);
    cursor = page.nextCursor
      ? `&cursor=${encodeURIComponent(page.nextCursor)}`
      : '';
  } while (cursor !== '');
  return records;
}
