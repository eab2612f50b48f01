import { measureGoldenPath } from './goldenPath/measureGoldenPath.mjs';
import { measureCatalog } from './measurements/measureCatalog.mjs';
import { measureDocs } from './measurements/measureDocs.mjs';
import { measurePage } from './measurements/measurePage.mjs';
import { measureScaffold } from './measurements/measureScaffold.mjs';
import { measureStart } from './measurements/measureStart.mjs';
import { measureNotes } from './notes/measureNotes.mjs';
import { Skipped } from './measurements/Skipped.mjs';
import { withTimeout } from './system/withTimeout.mjs';

const MINUTE = 60_000;

/** Each measurement and the time after which it counts as failed. */
const MEASUREMENTS = {
  start: { measure: measureStart, title: 'start', limit: 20 * MINUTE },
  page: {
    measure: measurePage,
    title: 'first load of Home',
    limit: 15 * MINUTE,
  },
  scaffold: { measure: measureScaffold, title: 'scaffold', limit: 10 * MINUTE },
  'golden-path': {
    measure: measureGoldenPath,
    title: 'golden path',
    limit: 45 * MINUTE,
  },
  docs: { measure: measureDocs, title: 'docs build', limit: 15 * MINUTE },
  catalog: { measure: measureCatalog, title: 'catalog', limit: 60 * MINUTE },
  notes: { measure: measureNotes, title: 'Notes services', limit: 15 * MINUTE },
};

/**
 * Takes the named measurements one after the other. One that fails or cannot
 * be taken becomes a row that says so, and the others go on.
 *
 * @returns {Promise<{ figures: object[], failures: string[] }>}
 */
export async function runBench(context) {
  const figures = [];
  const failures = [];
  for (const name of context.options.names) {
    const { measure, title, limit } = MEASUREMENTS[name];
    context.progress.line(`\n${title}`);
    try {
      const taken = await withTimeout(title, limit, measure(context));
      figures.push(...taken);
      // A measurement of many parts says itself which of them failed.
      if (taken.some(({ failed }) => failed)) {
        failures.push(name);
      }
    } catch (error) {
      if (context.interrupted.aborted) {
        break;
      }
      const isSkipped = error instanceof Skipped;
      figures.push({
        id: name,
        title,
        unit: 's',
        skipped: isSkipped ? error.message : `failed, ${firstLine(error)}`,
      });
      if (!isSkipped) {
        failures.push(name);
        context.progress.line(describe(error));
      }
    }
  }
  return { figures, failures };
}

function firstLine(error) {
  return error.message.split('\n')[0];
}

function describe(error) {
  const cause = error.cause ? `\n  because: ${error.cause.message}` : '';
  return `  ${error.message}${cause}`;
}
