import { DEMO_PEOPLE } from './demoContent.mjs';
import { ADMIN_EMAIL } from './serviceEnvironment.mjs';
import { shortName } from './serviceList.mjs';
import { tourSteps, tourText } from './tour.mjs';

/** Says what a person needs now: where it is, who they can be, a tour to paste, how to stop. */
export function printNotesWelcome(
  { options, paths, steps },
  { running, failed, places, database, seeded, took },
) {
  const portBase = options.port;
  const runs = name => running.some(one => shortName(one) === name);
  steps.line();
  if (runs('gateway')) {
    steps.heading(`Open http://localhost:${portBase}/api/docs`);
    steps.line();
  }
  steps.line(`  Data      ${paths.data}`);
  steps.line(`  Database  ${database.where}`);
  steps.line(`  Logs      ${paths.logs}`);
  if (runs('auth')) {
    steps.line(
      `  Admin     ${ADMIN_EMAIL}, password in ${places.adminPassword}`,
    );
  }
  if (seeded === 'written') {
    steps.line(
      `  People    ${DEMO_PEOPLE.map(({ email }) => email).join(', ')}, password in ${places.demoPassword}`,
    );
  }
  const lines = tourText(
    tourSteps({
      portBase,
      adminEmail: ADMIN_EMAIL,
      adminPasswordFile: places.adminPassword,
      hasOutbox: !process.env.SMTP_URL && !process.env.SES_REGION,
    }),
    running,
  );
  if (lines.length > 0) {
    steps.line();
    steps.heading('A tour to paste into another terminal');
    steps.line();
    lines.forEach(line => steps.line(line));
  }
  if (failed.length > 0) {
    steps.warn(
      `Not running: ${failed.join(', ')}. Above stands why; each is started again for a while.`,
    );
  }
  steps.line(`Ready in ${took}. Press Ctrl-C to stop.`);
}
