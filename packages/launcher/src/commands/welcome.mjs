/** Says what a person needs now: where it is, who can sign in, where data and logs lie, how to stop. */
export function printWelcome({ steps, paths, url, database, took }) {
  const people = [
    ['Dev Rivera', 'developer in the Notes team'],
    ['Pat Platform', 'platform engineer'],
    ['Lee Learner', 'learner'],
  ];
  steps.line();
  steps.heading(`Open ${url}`);
  steps.line();
  steps.line('  Sign in as');
  for (const [name, role] of people) {
    steps.line(`    ${name.padEnd(14)} ${role}`);
  }
  steps.line();
  steps.line(`  Data      ${paths.data}`);
  steps.line(`  Database  ${database}`);
  steps.line(`  Logs      ${paths.logs}`);
  steps.line();
  steps.line(`Ready in ${took}. Press Ctrl-C to stop.`);
}
