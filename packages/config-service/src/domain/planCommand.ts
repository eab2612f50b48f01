import { isDeepStrictEqual } from 'node:util';
import { Problem } from '@notes/service-kit';
import type { ConfigReader, KeyRow, Snapshot } from '../data/ConfigReader.ts';
import { checkValue, invalid, typeOf } from './checkValue.ts';
import type { Command, DeleteValue, Rollback, SetValue } from './Command.ts';
import type { Change } from './Layer.ts';
import { planRollback } from './planRollback.ts';
import { ValueSchema } from './ValueSchema.ts';

export interface Plan {
  readonly changes: readonly Change[];
  /** What is known about the key from now on, when that changes. */
  readonly key?: KeyRow;
}

/** What a command changes, or a Problem that says why it cannot be done now. */
export function planCommand(
  command: Command,
  now: Snapshot,
  reader: ConfigReader,
): Promise<Plan> {
  switch (command.kind) {
    case 'set':
      return planSet(command, now, reader);
    case 'delete':
      return Promise.resolve(planDelete(command, now));
    case 'rollback':
      return planRollbackTo(command, now, reader);
  }
}

async function planSet(
  command: SetValue,
  now: Snapshot,
  reader: ConfigReader,
): Promise<Plan> {
  const { expected, key, value } = command;
  requireSeen(expected, now.resolved.get(key)?.version, `the value of ${key}`);
  const known = await reader.key(key);
  const wanted = describeKey(command, known);
  checkValue(key, value, wanted.type);
  if (wanted.schema !== undefined) {
    await requireFits(wanted, command, reader);
  }
  const own = now.layers.own.get(key);
  const sameKey = known !== undefined && isDeepStrictEqual(known, wanted);
  if (sameKey && own?.state === 'set' && isDeepStrictEqual(own.value, value)) {
    return { changes: [] };
  }
  return {
    changes: [{ key, state: 'set', value }],
    ...(sameKey ? {} : { key: wanted }),
  };
}

function describeKey(command: SetValue, known: KeyRow | undefined): KeyRow {
  const { description, key, schema, value } = command;
  const type = command.type ?? known?.type ?? typeOf(value);
  if (known && known.type !== type) {
    throw new Problem(
      409,
      `"${key}" is a ${known.type} in every environment and cannot become a ${type}; take another key.`,
    );
  }
  return {
    key,
    type,
    schema: schema === undefined ? known?.schema : (schema ?? undefined),
    description: description ?? known?.description ?? '',
  };
}

/** A schema holds in every environment, so a stricter one must fit what is there already. */
async function requireFits(
  { key, schema }: KeyRow,
  { environment, value, schema: changed }: SetValue,
  reader: ConfigReader,
): Promise<void> {
  const compiled = ValueSchema.compile(schema ?? null);
  const problem = compiled.problemOf(value);
  if (problem !== undefined) throw invalid('/value', problem);
  if (changed === undefined) return;
  for (const [other, existing] of await reader.valuesOf(key)) {
    if (other !== environment && compiled.problemOf(existing) !== undefined) {
      throw new Problem(
        409,
        `The value of ${key} in ${other} does not fit the schema; change it first.`,
      );
    }
  }
}

function planDelete(
  { expected, key, environment }: DeleteValue,
  now: Snapshot,
): Plan {
  const effective = now.resolved.get(key);
  if (now.layers.own.get(key)?.state !== 'set') {
    throw new Problem(
      404,
      effective
        ? `${environment} has no value of its own for ${key}; it inherits the one of ${effective.source}.`
        : `${environment} has no value for ${key}.`,
    );
  }
  requireSeen(expected, effective?.version, `the value of ${key}`);
  return { changes: [{ key, state: 'inherit' }] };
}

async function planRollbackTo(
  { environment, expected, to }: Rollback,
  now: Snapshot,
  reader: ConfigReader,
): Promise<Plan> {
  requireSeen(expected, now.version, `the configuration of ${environment}`);
  if (to > now.version) {
    throw invalid(
      '/version',
      `expected at most ${now.version}, the version of now`,
    );
  }
  const then = await reader.snapshot(environment, to);
  const changes = planRollback({
    now: now.layers,
    then: { own: then.layers.own, resolved: then.resolved },
  });
  for (const change of changes) {
    if (change.state === 'set') await requireStillFits(change, reader);
  }
  return { changes };
}

async function requireStillFits(
  { key, value }: Extract<Change, { state: 'set' }>,
  reader: ConfigReader,
): Promise<void> {
  const schema = (await reader.key(key))?.schema;
  if (schema === undefined) return;
  if (ValueSchema.compile(schema).problemOf(value) === undefined) return;
  throw new Problem(
    409,
    `The value that ${key} had then does not fit its schema of today; change the schema or the key first.`,
  );
}

function requireSeen(
  expected: Command['expected'],
  version: number | undefined,
  what: string,
): void {
  if (expected === (version ?? 'absent')) return;
  throw new Problem(
    412,
    version === undefined
      ? `There is no longer ${what}; read it again.`
      : `Somebody has changed ${what} since you read it; read it again.`,
  );
}
