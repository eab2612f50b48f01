import { EXIT } from '../exitCodes.mjs';

/**
 * Failures that are known by their words in a log, most specific first. Each becomes one sentence that names the
 * key, file or place, and the step that helps.
 *
 * @type {{ pattern: RegExp, explain: (match: RegExpMatchArray) => { message: string, hint?: string, exitCode: number } }[]}
 */
const KNOWN_FAILURES = [
  {
    pattern: /ENOSPC|[Nn]o space left on device|could not extend file/,
    explain: () => ({
      message: 'The disk is full.',
      hint: 'Free some space, then run the command again. Committed data is not lost.',
      exitCode: EXIT.environment,
    }),
  },
  {
    pattern:
      /Invalid type in config for key '([^']+)' in '([^']+)', got ([^,\n]+), wanted ([^\n"]+)/,
    explain: ([, key, file, got, wanted]) => ({
      message: `Configuration: "${key}" in ${file} is ${got.trim()}; it must be ${wanted.trim()}.`,
      exitCode: EXIT.configuration,
    }),
  },
  {
    pattern: /Missing required config value at '([^']+)'(?: in '([^']+)')?/,
    explain: ([, key, file]) => ({
      message: `Configuration: "${key}" is missing${file ? ` in ${file}` : ''}.`,
      exitCode: EXIT.configuration,
    }),
  },
  {
    pattern: /Config validation failed, ([^\n]+)/,
    explain: ([, detail]) => ({
      message: `Configuration: ${detail.trim()}`,
      exitCode: EXIT.configuration,
    }),
  },
  {
    pattern:
      /(?:Failed to (?:load|read|parse)[^\n]*config(?:uration)? file[^\n]*|[^\n]*YAML(?:Parse|Semantic|Syntax)\w*Error[^\n]*)/,
    explain: ([line]) => ({
      message: `Configuration: a file is not valid YAML. ${line.trim()}`,
      exitCode: EXIT.configuration,
    }),
  },
  {
    pattern: /password authentication failed for user "([^"]+)"/,
    explain: ([, user]) => ({
      message: `The database refuses user "${user}": wrong password.`,
      hint: 'Check POSTGRES_USER and POSTGRES_PASSWORD.',
      exitCode: EXIT.database,
    }),
  },
  {
    pattern:
      /permission denied for (?:database|schema) ([^\s,]+)|permission denied to create (database)/,
    explain: ([, name, database]) => ({
      message: `The database user may not create what the portal needs (${name ?? database}).`,
      hint: 'Grant it CREATE on the database, or create the database beforehand.',
      exitCode: EXIT.database,
    }),
  },
  {
    pattern:
      /connect ECONNREFUSED ([^\s,]+:(?!7007)\d+)|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (\S+)/,
    explain: ([, address, host]) => ({
      message: `A server that the portal needs cannot be reached: ${address ?? host}.`,
      hint: 'When this is the database, check POSTGRES_HOST and POSTGRES_PORT and that it runs.',
      exitCode: EXIT.database,
    }),
  },
  {
    pattern: /EADDRINUSE[^\n]*?:(\d+)/,
    explain: ([, port]) => ({
      message: `Port ${port} was taken by another program in the meantime.`,
      hint: 'Choose another one with --port.',
      exitCode: EXIT.portBusy,
    }),
  },
  {
    // A path is a file of this checkout; a bare name is a dependency.
    pattern: /Cannot find module '([./][^']*)'/,
    explain: ([, file]) => ({
      message: `A source file is missing: ${file}.`,
      hint: 'Restore it from git (git status shows what changed).',
      exitCode: EXIT.failed,
    }),
  },
  {
    pattern: /Cannot find (?:module|package) '([^']+)'/,
    explain: ([, name]) => ({
      message: `A module is missing: ${name}. The install seems to be incomplete.`,
      hint: 'Delete node_modules and run the command again.',
      exitCode: EXIT.preparation,
    }),
  },
  {
    pattern: /(?:JavaScript heap out of memory|Cannot allocate memory)/,
    explain: () => ({
      message: 'There was not enough memory.',
      hint: 'The portal needs about 1 GB, the build about 3 GB. Close other programs, then run the command again.',
      exitCode: EXIT.environment,
    }),
  },
  {
    pattern:
      /Plugin '([^']+)' (?:had|threw)[^\n]*startup[^\n]*|Plugin '([^']+)' startup failed[^\n]*/,
    explain: ([line, first, second]) => ({
      message: `The plugin "${first ?? second}" did not start. ${line.trim()}`,
      exitCode: EXIT.failed,
    }),
  },
];

/**
 * Recognises a well-known failure in the text of a log.
 *
 * @returns {{ message: string, hint?: string, exitCode: number } | undefined}
 */
export function diagnose(text) {
  for (const { pattern, explain } of KNOWN_FAILURES) {
    const match = text.match(pattern);
    if (match) {
      return explain(match);
    }
  }
  return undefined;
}
