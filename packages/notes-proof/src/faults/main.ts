import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { faultList } from './faultList.ts';
import { createFaultReport } from './FaultReport.ts';
import { FaultRun } from './FaultRun.ts';
import { isMutation, MUTATIONS, mutate } from './mutations.ts';
import { renderFaultReport } from './renderFaultReport.ts';
import { startForFaults } from './startForFaults.ts';

const USAGE = `Usage: npm run notes:faults -- [options]

  --seed N       repeats the load of a run (default: random, printed)
  --faults LIST  only these, with commas (default: every service, bus, redis, postgresql)
  --calm MS      load before each fault (default 3000)
  --down MS      how long a part stays away (default 1000)
  --people N     who write side by side (default 6)
  --kafka        Kafka as the bus, where it is installed
  --mutate NAME  breaks a promise on purpose, so that the run must fail: ${MUTATIONS.join(', ')}
  --json FILE    also writes the report there`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    faults: { type: 'string' },
    calm: { type: 'string', default: '3000' },
    down: { type: 'string', default: '1000' },
    people: { type: 'string', default: '6' },
    kafka: { type: 'boolean', default: false },
    mutate: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

process.exitCode = values.help ? usage() : await main();

async function main(): Promise<number> {
  const { calm, down, faults: only, json, kafka, mutate: mutation } = values;
  const seed = wholeNumber('--seed', values.seed ?? String(randomSeed()));
  if (mutation !== undefined && !isMutation(mutation)) {
    return usage(`Unknown mutation "${mutation}".`);
  }
  const options = {
    seed,
    calmMs: wholeNumber('--calm', calm),
    downMs: wholeNumber('--down', down),
    people: wholeNumber('--people', values.people),
    say,
  };
  const system = await startForFaults({ kafka });
  const interrupt = () => {
    void system.stop().finally(() => process.exit(130));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const run = new FaultRun(system, options);
  try {
    const chosen = choose(
      faultList(system).map(one => one.name),
      only,
    );
    const faults = faultList(system).filter(one => chosen.includes(one.name));
    for (const reason of system.skipped) say(`Skipped: ${reason}`);
    await run.prepare();
    if (mutation) await mutate(run, mutation, 'before');
    await run.load(faults);
    if (mutation) await mutate(run, mutation, 'after');
    const checks = await run.checks();
    const report = createFaultReport(run, { seed, faults, checks });
    process.stdout.write(`\n${renderFaultReport(report)}\n`);
    if (json !== undefined) {
      const file = path.resolve(process.env.INIT_CWD ?? '.', json);
      await writeFile(file, `${JSON.stringify(report, undefined, 2)}\n`);
    }
    return report.outcome === 'kept' ? 0 : 1;
  } finally {
    await run.close();
    await system.stop();
  }
}

function choose(names: readonly string[], only?: string): readonly string[] {
  if (only === undefined) return names;
  const wanted = only.split(',').map(one => one.trim());
  const unknown = wanted.find(one => !names.includes(one));
  if (unknown !== undefined) {
    throw new Error(
      `Unknown fault "${unknown}". Use some of: ${names.join(', ')}.`,
    );
  }
  return wanted;
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new Error(`${option} has "${text}"; it takes a whole number.`);
  }
  return Number(text);
}

function randomSeed(): number {
  return Math.floor(Math.random() * 1_000_000);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function usage(message = ''): number {
  process.stdout.write(`${message}${message && '\n\n'}${USAGE}\n`);
  return message === '' ? 0 : 2;
}
