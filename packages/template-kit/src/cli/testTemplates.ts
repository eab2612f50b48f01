import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startTestDatabaseServer } from '@notes/test-support';
import { CheckRun, VerdictStore } from '../check';
import { ALL_CHECKERS } from '../checkers';
import { DryRunRenderer, readTemplateSource } from '../render';
import { LIBRARY, listTemplates } from '../render/library';
import { TOOLS } from '../tools';
import type { KitCommand } from './parseCommand';
import { portalActions } from './portalActions';
import { Report } from './Report';
import { testTemplate } from './testTemplate';

/** Where passed verdicts are kept between runs. */
const VERDICTS = join(TOOLS, 'cache', 'verdicts.json');

/** Tests the chosen templates one after the other; gives the exit code. */
export async function testTemplates(command: KitCommand): Promise<number> {
  const checkers = chooseCheckers(command);
  const templates = chooseFolders(command).map(readTemplateSource);
  const report = new Report();
  const store = new VerdictStore(command.cache ? VERDICTS : undefined);
  const run = await CheckRun.create({ store });
  const stopDatabase = await startTestDatabaseServer();
  const renderer = await DryRunRenderer.start({
    actions: portalActions,
    library: LIBRARY,
  });
  try {
    for (const template of templates) {
      await testTemplate(template, {
        command,
        renderer,
        checkers,
        run,
        report,
        sharedMutations: join(LIBRARY, '_shared', 'tests', 'mutations.yaml'),
      });
    }
  } finally {
    await renderer.stop();
    await run.close();
    await stopDatabase();
  }
  report.note(
    `${run.looked} looks, ${run.remembered} verdicts of earlier runs${command.cache ? '; --no-cache looks at everything again' : ''}`,
  );
  report.end();
  return report.failed > 0 ? 1 : 0;
}

function chooseCheckers({ only, build }: KitCommand) {
  const unknown = only.find(id => !ALL_CHECKERS.some(each => each.id === id));
  if (unknown) {
    throw new Error(
      `There is no checker "${unknown}". Use one of: ${ALL_CHECKERS.map(({ id }) => id).join(', ')}.`,
    );
  }
  return ALL_CHECKERS.filter(({ id, builds }) =>
    only.length === 0 ? build || !builds : only.includes(id),
  );
}

/** A name is a template of this checkout; everything else is a folder, from where the person typed the command. */
function chooseFolders({ templates }: KitCommand): string[] {
  if (templates.length === 0) {
    return listTemplates(LIBRARY).map(name => join(LIBRARY, name));
  }
  return templates.map(word => {
    const own = join(LIBRARY, word);
    return existsSync(join(own, 'template.yaml'))
      ? own
      : resolve(process.env.INIT_CWD ?? process.cwd(), word);
  });
}
