import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { folderOf } from '../root';

interface Ref {
  readonly $ref: string;
}
interface Channel {
  readonly messages?: Readonly<Record<string, unknown>>;
}
interface EventsDocument {
  readonly channels?: Readonly<Record<string, Channel | Ref>>;
  readonly operations?: Readonly<
    Record<
      string,
      {
        readonly action: 'send' | 'receive';
        readonly channel: Ref;
        readonly messages?: readonly Ref[];
      }
    >
  >;
}

/** The messages that a service sends and receives, by their names in the contract. */
export interface EventFlow {
  readonly sends: ReadonlySet<string>;
  readonly receives: ReadonlySet<string>;
}

/** Whether one sends something that the other receives. */
export function feeds({ sends }: EventFlow, { receives }: EventFlow): boolean {
  return [...sends].some(message => receives.has(message));
}

/** What the `asyncapi.yaml` of a service says; nothing where there is none. */
export function readEventFlow(name: string): EventFlow {
  const file = join(folderOf(name), 'asyncapi.yaml');
  if (!existsSync(file)) return { sends: new Set(), receives: new Set() };
  const { channels = {}, operations = {} } = read(file);
  const messagesOf = (action: 'send' | 'receive') =>
    new Set(
      Object.values(operations)
        .filter(operation => operation.action === action)
        .flatMap(
          ({ channel, messages }) =>
            messages?.map(lastPart) ??
            messageNames(file, channels[lastPart(channel)]),
        ),
    );
  return { sends: messagesOf('send'), receives: messagesOf('receive') };
}

/** An operation that names no message means all of its channel, which may lie in another document. */
function messageNames(file: string, channel: Channel | Ref): string[] {
  if (!('$ref' in channel)) return Object.keys(channel.messages ?? {});
  const [path] = channel.$ref.split('#');
  const other = join(dirname(file), path);
  return messageNames(other, read(other).channels![lastPart(channel)]);
}

function read(file: string): EventsDocument {
  return parse(readFileSync(file, 'utf8')) as EventsDocument;
}

function lastPart({ $ref }: Ref): string {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}
