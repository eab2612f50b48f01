import { resolve } from 'node:path';

/** What a person asked of `npm run cluster`. */
export interface ClusterCommand {
  verb: 'prove' | 'start' | 'help';
  /** Names of templates; empty for all. */
  templates: string[];
  /** The port of the API server; any free one when it is left out. */
  port?: number;
  /** Where `start` writes how to reach the API server. */
  kubeconfig: string;
}

/** The help of `npm run cluster`. */
export const USAGE = `npm run cluster -- prove [TEMPLATE ...]
  asks a real API server whether it accepts everything that the templates emit
npm run cluster -- start [TEMPLATE ...] [--port N] [--kubeconfig FILE]
  keeps an API server with the objects of those templates (node-service when none is named) and
  writes a kubeconfig; nothing runs in it, because it has no controllers and no nodes`;

const VERBS = ['prove', 'start', 'help'] as const;

/** Options of `start`, each with what it does with its value. */
const OPTIONS: Record<
  string,
  (command: ClusterCommand, value: string | undefined) => void
> = {
  '--port': (command, value) => {
    command.port = readPort(value);
  },
  '--kubeconfig': (command, value) => {
    if (!value) throw new Error(`--kubeconfig needs a file.\n${USAGE}`);
    command.kubeconfig = resolve(process.env.INIT_CWD ?? '.', value);
  },
};

/** Reads the words behind `npm run cluster --`; an unknown one is an error that says which there are. */
export function parseCommand(words: string[]): ClusterCommand {
  const [word = 'help', ...rest] = words.map(each =>
    each === '--help' || each === '-h' ? 'help' : each,
  );
  const verb = VERBS.find(each => each === word);
  if (!verb) throw new Error(`"${word}" is no command.\n${USAGE}`);
  const command: ClusterCommand = {
    verb,
    templates: [],
    kubeconfig: resolve('.data/cluster/kubeconfig'),
  };
  const queue = [...rest];
  while (queue.length > 0) readWord(queue, command);
  return command;
}

function readWord(queue: string[], command: ClusterCommand): void {
  const word = queue.shift()!;
  const [, name, inline] = /^(--[a-z]+)(?:=(.*))?$/s.exec(word) ?? [];
  const read = command.verb === 'start' ? OPTIONS[name] : undefined;
  if (read) {
    read(command, inline ?? queue.shift());
  } else if (word === 'help') {
    command.verb = 'help';
  } else if (word.startsWith('-')) {
    throw new Error(`Unknown option "${word}".\n${USAGE}`);
  } else {
    command.templates.push(word);
  }
}

function readPort(text = ''): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
    throw new Error(
      `--port is "${text}"; it must be a whole number from 1 to 65535.`,
    );
  }
  return port;
}
