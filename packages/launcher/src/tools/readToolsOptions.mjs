import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';

const SWITCHES = ['--all', '--list', '--help'];

/**
 * The options of `npm run tools`: names of tools, `--all` for the heavy ones too, `--list` to look only.
 *
 * @param {string[]} words
 */
export function readToolsOptions(words) {
  const unknown = words.find(
    word => word.startsWith('-') && !SWITCHES.includes(word),
  );
  if (unknown !== undefined) {
    throw new LauncherError(
      `Unknown option "${unknown}". Use names of tools, ${SWITCHES.join(', ')}.`,
      { exitCode: EXIT.usage },
    );
  }
  return {
    command: 'tools',
    names: words.filter(word => !word.startsWith('-')),
    all: words.includes('--all'),
    list: words.includes('--list'),
    help: words.includes('--help'),
    build: false,
    config: [],
    only: [],
  };
}
