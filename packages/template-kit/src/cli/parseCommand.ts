/** What a person asked of the kit. */
export interface KitCommand {
  /** Names of templates of this checkout, or folders of templates elsewhere; empty for all of this checkout. */
  templates: string[];
  set: 'pairwise' | 'all';
  /** Only these checkers. */
  only: string[];
  /** Write snapshots instead of comparing them. */
  update: boolean;
  /** Build and test what is emitted with its own toolchain. */
  build: boolean;
  /** Take verdicts of an earlier run for inputs and tools that are the same. */
  cache: boolean;
  list: boolean;
  /** The list of checkers as a table for the docs. */
  markdown: boolean;
}

/** The help of `npm run templates`. */
export const USAGE = `npm run templates -- test [NAME or FOLDER ...] [options]
  --pairwise       render a set in which every two choices meet (default)
  --all            render every combination
  --only ID        run only this checker, repeatable
  --update         write the golden snapshots
  --no-build       do not build and test what is emitted
  --no-cache       look at everything again, also at what passed before
npm run templates -- list
  names templates and checkers; --markdown is the table of the docs`;

/** Reads the words behind `npm run templates --`; an unknown one is an error that says which there are. */
export function parseCommand(words: string[]): KitCommand {
  const [verb = 'list', ...rest] = words;
  if (verb !== 'test' && verb !== 'list') {
    throw new Error(`"${verb}" is no command.\n${USAGE}`);
  }
  const command: KitCommand = {
    templates: [],
    set: 'pairwise',
    only: [],
    update: false,
    build: true,
    // A pipeline proves what it has, not what another run has seen.
    cache: !process.env.CI,
    list: verb === 'list',
    markdown: false,
  };
  const queue = [...rest];
  while (queue.length > 0) {
    readWord(queue, command);
  }
  return command;
}

function readWord(queue: string[], command: KitCommand): void {
  const word = queue.shift()!;
  switch (word) {
    case '--all':
    case '--pairwise':
      command.set = word === '--all' ? 'all' : 'pairwise';
      return;
    case '--update':
      command.update = true;
      return;
    case '--no-build':
      command.build = false;
      return;
    case '--markdown':
      command.markdown = true;
      return;
    case '--no-cache':
      command.cache = false;
      return;
    case '--only': {
      const id = queue.shift();
      if (!id) throw new Error(`--only needs the id of a checker.\n${USAGE}`);
      command.only.push(id);
      return;
    }
    default:
      if (word.startsWith('-')) {
        throw new Error(`Unknown option "${word}".\n${USAGE}`);
      }
      command.templates.push(word);
  }
}
