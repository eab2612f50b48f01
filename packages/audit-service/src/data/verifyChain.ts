import { inTransaction, type KeyRing } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import { hashOf, ORIGIN, type Link } from '../domain/AuditRecord.ts';
import { readCheckpoints } from './readCheckpoints.ts';

export interface VerifyOptions {
  readonly pool: Pool;
  readonly keys: KeyRing;
  /** The first record to look at; 1 unless told. */
  readonly from?: number | undefined;
  /** The last record to look at; the end of the chain is looked at only without it. */
  readonly to?: number | undefined;
  /** Checkpoints that were kept elsewhere, such as in the log. */
  readonly witnesses?: readonly string[];
  readonly onProgress?: (checked: number, total: number) => Promise<void>;
}

export interface Broken {
  /** The first record that is not what it was. */
  readonly sequence: number;
  readonly reason: string;
}

export interface Verdict {
  readonly checked: number;
  readonly checkpoints: number;
  readonly last: number;
  readonly broken?: Broken;
}

interface Row {
  readonly sequence: string;
  readonly record: Readonly<Record<string, unknown>>;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
}

const BATCH = 1_000;

/** Looks at every link of the chain, at the signed checkpoints and at its end, as they are at one moment. */
export function verifyChain(options: VerifyOptions): Promise<Verdict> {
  return inTransaction(options.pool, async client => {
    await client.query(
      'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY',
    );
    const head = await readHead(client);
    const { signed, broken } = await readCheckpoints(client, options);
    const from = options.from ?? 1;
    const before = await linkBefore(client, from);
    const checkpoints = signed.size;
    if (!before) {
      return verdict({ ...ORIGIN, checked: 0 }, checkpoints, missing(from - 1));
    }
    const walked = await walk(client, options, { before, head, signed });
    const found =
      walked.broken ?? broken ?? endOf(walked, { options, head, signed });
    return verdict(walked, checkpoints, found);
  });
}

function verdict(
  {
    checked,
    sequence,
  }: { readonly checked: number; readonly sequence: number },
  checkpoints: number,
  broken: Broken | undefined,
): Verdict {
  return {
    checked,
    checkpoints,
    last: sequence,
    ...(broken === undefined ? {} : { broken }),
  };
}

type Signed = ReadonlyMap<number, string>;
type Walked = Link & { readonly checked: number; readonly broken?: Broken };

async function walk(
  client: PoolClient,
  options: VerifyOptions,
  chain: {
    readonly before: Link;
    readonly head: Link;
    readonly signed: Signed;
  },
): Promise<Walked> {
  const { onProgress, to = Number.MAX_SAFE_INTEGER } = options;
  let last: Link = chain.before;
  let checked = 0;
  for (;;) {
    const rows = await readBatch(client, last.sequence, to);
    for (const row of rows) {
      const broken = check(row, last, chain.signed);
      if (broken) return { ...last, checked, broken };
      last = { sequence: Number(row.sequence), hash: row.hash };
      checked += 1;
    }
    await onProgress?.(checked, Math.min(to, chain.head.sequence));
    if (rows.length < BATCH) return { ...last, checked };
  }
}

function check(row: Row, last: Link, signed: Signed): Broken | undefined {
  const sequence = last.sequence + 1;
  if (Number(row.sequence) !== sequence) return missing(sequence);
  if (row.record.sequence !== sequence) {
    return { sequence, reason: 'it was written for another place' };
  }
  if (!row.previousHash.equals(last.hash)) {
    return { sequence, reason: 'it does not follow the record before it' };
  }
  if (!row.hash.equals(hashOf(row.previousHash, row.record))) {
    return { sequence, reason: 'its content is not what was hashed' };
  }
  const promised = signed.get(sequence);
  if (promised !== undefined && promised !== row.hash.toString('hex')) {
    return { sequence, reason: 'it is not the record that was signed' };
  }
  return undefined;
}

/** Whether the chain goes on where it should not end. */
function endOf(
  last: Link,
  chain: {
    readonly options: VerifyOptions;
    readonly head: Link;
    readonly signed: Signed;
  },
): Broken | undefined {
  const { head, options, signed } = chain;
  if (options.to !== undefined) {
    return last.sequence < options.to ? missing(last.sequence + 1) : undefined;
  }
  const farthest = Math.max(0, ...signed.keys());
  if (farthest > last.sequence) {
    const reason = `the end is cut off: a checkpoint was signed at ${farthest}`;
    return { sequence: last.sequence + 1, reason };
  }
  if (head.sequence > last.sequence) {
    const reason = `the end is cut off: the chain went up to ${head.sequence}`;
    return { sequence: last.sequence + 1, reason };
  }
  if (head.sequence < last.sequence || !head.hash.equals(last.hash)) {
    const reason = 'it was added without the chain';
    return { sequence: Math.min(head.sequence + 1, last.sequence), reason };
  }
  return undefined;
}

function missing(sequence: number): Broken {
  return { sequence, reason: 'it is missing' };
}

async function readBatch(
  client: PoolClient,
  after: number,
  to: number,
): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `SELECT sequence, record, previous_hash AS "previousHash", hash FROM audit_records
      WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence LIMIT ${BATCH}`,
    [after, to],
  );
  return rows;
}

async function readHead(client: PoolClient): Promise<Link> {
  const { rows } = await client.query<{ sequence: string; hash: Buffer }>(
    'SELECT sequence, hash FROM audit_head',
  );
  const [head] = rows;
  return head ? { sequence: Number(head.sequence), hash: head.hash } : ORIGIN;
}

/** The link that the first record to look at hangs on; what it hangs on itself is not looked at. */
async function linkBefore(
  client: PoolClient,
  from: number,
): Promise<Link | undefined> {
  if (from <= 1) return ORIGIN;
  const { rows } = await client.query<{ hash: Buffer }>(
    'SELECT hash FROM audit_records WHERE sequence = $1',
    [from - 1],
  );
  const [row] = rows;
  return row && { sequence: from - 1, hash: row.hash };
}
