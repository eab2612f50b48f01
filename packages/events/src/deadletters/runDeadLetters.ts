import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { DeadLetter } from '../EventBus.ts';
import type { DeadLetters } from './DeadLetters.ts';

export const USAGE = `Usage:
  dead-letters list [--group GROUP] [--limit 1..1000] [--json]
  dead-letters replay (--group GROUP | --id ID [--id ID]...)

The bus is the one of KAFKA_BROKERS, else of BUS_DATABASE_URL.
`;

const commandLine = z.discriminatedUnion('command', [
  z.strictObject({
    command: z.literal('list'),
    group: z.string().min(1).optional(),
    limit: z.coerce.number().int().min(1).max(1_000).default(50),
    json: z.boolean().default(false),
  }),
  z
    .strictObject({
      command: z.literal('replay'),
      group: z.string().min(1).optional(),
      id: z.array(z.uuid()).min(1).optional(),
    })
    .refine(
      ({ group, id }) => (group === undefined) !== (id === undefined),
      'takes either --group or --id',
    ),
]);

export type DeadLettersCommand = z.infer<typeof commandLine>;

/** Reads the words of the command line; answers what is wrong with them as text. */
export function readDeadLettersCommand(
  words: readonly string[],
): DeadLettersCommand | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        group: { type: 'string' },
        id: { type: 'string', multiple: true },
        limit: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const [command, ...rest] = positionals;
    if (rest.length > 0) return `Unexpected "${rest.join(' ')}"`;
    const read = commandLine.safeParse({ command, ...values });
    return read.success ? read.data : z.prettifyError(read.error);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Does what the command says and answers what to print. */
export async function runDeadLetters(
  command: DeadLettersCommand,
  letters: DeadLetters,
): Promise<string> {
  const group = command.group === undefined ? {} : { group: command.group };
  if (command.command === 'replay') {
    const ids = command.id === undefined ? {} : { ids: command.id };
    const count = await letters.replay({ ...group, ...ids });
    return `${count} replayed\n`;
  }
  const found = await letters.list({ limit: command.limit, ...group });
  if (command.json) return `${JSON.stringify(found, null, 2)}\n`;
  return found.length === 0 ? 'No dead letters\n' : found.map(line).join('');
}

/** The value stays out: it may be private, and `--json` shows it to those who ask. */
function line(letter: DeadLetter): string {
  const { id, group, topic, key, eventType = 'no event' } = letter;
  return [
    id,
    `  ${eventType} of ${key} on ${topic} for ${group}`,
    `  first seen ${letter.firstSeen}, given up ${letter.failedAt} after ${letter.attempts} attempt(s)`,
    `  ${letter.reason}`,
    '',
  ].join('\n');
}
