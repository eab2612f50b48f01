import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { PortalApp } from './apps/PortalApp.mjs';
import { StockApp } from './apps/StockApp.mjs';
import { describeMachine } from './describeMachine.mjs';
import { needsPortal, parseOptions, USAGE, UsageError } from './options.mjs';
import { renderTable } from './report/renderTable.mjs';
import { writeResults } from './report/writeResults.mjs';
import { runBench } from './runBench.mjs';
import { CleanupStack } from './system/CleanupStack.mjs';
import { Progress } from './system/Progress.mjs';
import { startDatabaseServer } from './system/startDatabaseServer.mjs';

const checkout = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../..',
);

/** @returns {Promise<number>} the exit code: 0, 1 when a measurement failed, 2 for a wrong command line, 130 when interrupted */
export async function main(argv, env) {
  let options;
  try {
    options = parseOptions(argv, env);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${USAGE}\n`);
      return 2;
    }
    throw error;
  }
  if (options.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  return measure(options);
}

async function measure(options) {
  const cleanup = new CleanupStack();
  const interrupted = listenForInterrupt(cleanup);
  try {
    const context = await prepare(options, cleanup, interrupted);
    const machine = describeMachine();
    const { figures, failures } = await runBench(context);
    if (interrupted.aborted) {
      return 130;
    }
    report({ options, context, machine, figures });
    return failures.length > 0 ? 1 : 0;
  } catch (error) {
    if (interrupted.aborted) {
      return 130;
    }
    process.stderr.write(`bench: ${error.message}\n`);
    return 1;
  } finally {
    await cleanup.runAll();
  }
}

async function prepare(options, cleanup, interrupted) {
  const workDirectory = fs.mkdtempSync(path.join(os.tmpdir(), 'notes-bench-'));
  cleanup.defer(() =>
    fs.rmSync(workDirectory, { recursive: true, force: true }),
  );
  const apps = [new PortalApp({ checkout })];
  if (needsPortal(options.names)) {
    // Without it the backend serves nothing and starts faster than it should.
    apps[0].requireBuilt();
  }
  if (options.stock) {
    const stock = new StockApp({ checkout: options.stock, workDirectory });
    stock.prepare();
    apps.push(stock);
  }
  const progress = new Progress();
  for (const { id, mode } of apps) {
    progress.line(`${id}: ${mode}`);
  }
  const server = await startDatabaseServer({ cleanup });
  return {
    options,
    cleanup,
    interrupted,
    workDirectory,
    apps,
    server,
    progress,
    checkout,
  };
}

/** Ctrl-C stops what was started before it ends the bench. */
function listenForInterrupt(cleanup) {
  const controller = new AbortController();
  const stop = () => {
    controller.abort();
    void cleanup.runAll();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, stop);
  }
  return controller.signal;
}

function report({ options, context, machine, figures }) {
  const file = options.json ?? path.join(checkout, 'bench-results/latest.json');
  const modes = Object.fromEntries(
    context.apps.map(({ id, mode }) => [id, mode]),
  );
  writeResults(file, { machine, modes, figures });
  process.stdout.write(`\n${renderTable(figures)}\n\nWritten to ${file}\n`);
}
