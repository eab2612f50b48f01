import { parseCommand, USAGE } from './cli/parseCommand';
import { prove } from './cli/prove';
import { start } from './cli/start';

async function main(words: string[], signal: AbortSignal): Promise<number> {
  const command = parseCommand(words);
  switch (command.verb) {
    case 'prove':
      return prove(command, signal);
    case 'start':
      return start(command, signal);
    default:
      console.log(USAGE);
      return 0;
  }
}

const controller = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // The servers are stopped on the way out, so a signal asks for that and does not end the process.
  process.on(name, () => controller.abort(new Error('Stopped.')));
}

main(process.argv.slice(2), controller.signal).then(
  code => process.exit(code),
  error => {
    console.error((error as Error).message);
    process.exit(controller.signal.aborted ? 130 : 2);
  },
);
