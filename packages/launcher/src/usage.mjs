const COMMANDS = {
  start: [
    'start',
    'Prepares what changed and starts the portal. Ctrl-C stops everything.',
  ],
  dev: [
    'run dev',
    'The same with hot reload of the front end and the back end.',
  ],
  test: ['test', 'Runs every check and prints one summary line.'],
  notes: [
    'run notes',
    'Starts the Notes services: -- [--only a,b] [--port-base N] [--data DIR] [--seed N].',
  ],
  doctor: [
    'run doctor',
    'Says what works, what does not, and the command that fixes it.',
  ],
  bench: ['run bench', 'Measures the portal and prints one table.'],
  reset: ['run reset', 'Deletes the data directory after a confirmation.'],
  templates: [
    'run templates',
    'Tests golden paths: -- test [NAME...] [--all], or -- list.',
  ],
  tools: [
    'run tools',
    'Installs the checkers of the golden path: -- [NAME...] [--all] [--list].',
  ],
  cluster: [
    'run cluster',
    'Asks a real API server about what golden paths emit: -- prove, or -- start.',
  ],
};

const OPTIONS = [
  ['--port N', 'PORTAL_PORT', 'port of the portal (default 7007)'],
  ['--data DIR', 'PORTAL_DATA', 'data directory (default .data)'],
  ['--open', 'PORTAL_OPEN', 'open the browser once the portal is ready'],
  ['--reset', 'PORTAL_RESET', 'delete the data directory first'],
  [
    '--no-build',
    'PORTAL_NO_BUILD',
    'skip install and build; use what is there',
  ],
  [
    '--config FILE',
    'PORTAL_CONFIG',
    'configuration file, repeatable (comma-separated in the variable)',
  ],
  [
    '--dev-port N',
    'PORTAL_DEV_PORT',
    'port of the front end in dev (default 3000)',
  ],
  ['--only NAME', 'PORTAL_ONLY', 'test: run only this check, repeatable'],
  ['--once', 'PORTAL_ONCE', 'test: give what failed no second try'],
  ['--yes', 'PORTAL_YES', 'answer yes to the confirmation of a reset'],
  ['--json', 'PORTAL_JSON', 'doctor: print JSON'],
  ['--help', '', 'print this text'],
];

export const COMMAND_NAMES = Object.keys(COMMANDS);

/** The help text, also shown below a usage error. */
export function usageText() {
  const commands = Object.values(COMMANDS).map(
    ([name, text]) => `  npm ${name.padEnd(12)} ${text}`,
  );
  const options = OPTIONS.map(
    ([flag, variable, text]) =>
      `  ${flag.padEnd(15)} ${variable.padEnd(16)} ${text}`,
  );
  return [
    'Commands:',
    ...commands,
    '',
    'Options, after "--" (npm start -- --port 7010), or as environment variables:',
    ...options,
  ].join('\n');
}
