import { getJson } from '../system/getJson.mjs';

/** Says what a person needs now: where it is, who can sign in, where data and logs lie, how to stop. */
export async function printWelcome({
  steps,
  paths,
  options,
  url,
  database,
  took,
}) {
  const people = await askWhoCanSignIn(options.port);
  steps.line();
  steps.heading(`Open ${url}`);
  steps.line();
  if (people.length > 0) {
    steps.line('  Sign in as');
    for (const { title, role } of people) {
      steps.line(`    ${title.padEnd(14)} ${role}`);
    }
    steps.line();
  }
  steps.line(`  Data      ${paths.data}`);
  steps.line(`  Database  ${database}`);
  steps.line(`  Logs      ${paths.logs}`);
  steps.line();
  steps.line(`Ready in ${took}. Press Ctrl-C to stop.`);
}

/** The portal itself knows its demo people; with real sign-in providers there are none to list. */
async function askWhoCanSignIn(port) {
  const { body } = await getJson({
    port,
    path: '/api/auth/demo/people',
    timeoutMs: 2000,
  });
  const people = Array.isArray(body?.people) ? body.people : [];
  return people.filter(
    ({ title, role }) => typeof title === 'string' && typeof role === 'string',
  );
}
