import path from 'node:path';

import { startApp } from '../apps/startApp.mjs';
import { findChromium } from '../browser/findChromium.mjs';
import { measurePageLoad } from '../browser/measurePageLoad.mjs';
import { signInByClick } from '../browser/signInByClick.mjs';
import { median } from '../report/percentile.mjs';
import { Skipped } from './Skipped.mjs';

/** The first load of Home by a signed-in person with an empty cache, the sides in turn. */
export async function measurePage(context) {
  const executablePath = findChromium(process.env);
  if (!executablePath) {
    throw new Skipped('no Chromium on the PATH (set CHROMIUM_PATH)');
  }
  const sides = [];
  for (const app of context.apps) {
    sides.push(await openSide(context, app, executablePath));
  }
  for (let sample = 1; sample <= context.options.samples; sample += 1) {
    for (const side of sides) {
      await context.progress.step(
        `page load ${sample}, ${side.app.id}`,
        () => load(side, executablePath),
        () => describe(side.loads.at(-1)),
      );
    }
  }
  const figures = toFigures(Object.fromEntries(sides.map(toSamples)));
  for (const side of sides) {
    await side.running.stop();
  }
  return figures;
}

async function openSide(context, app, executablePath) {
  const { server, workDirectory, progress } = context;
  const database = `bench_page_${app.id}`;
  const directory = path.join(workDirectory, database);
  await app.makeDatabase(server, database);
  return progress.step(`page: start and sign in, ${app.id}`, async () => {
    const running = await startApp(context, app, {
      directory,
      database,
      server,
    });
    // Answers once the people are in the catalog; the browser asks next.
    (await running.client(1)).close();
    const { baseUrl } = running;
    const storageState = await signInByClick({ executablePath, app, baseUrl });
    const side = { app, running, storageState, loads: [] };
    // The server has read its files after one load that is not counted.
    await load(side, executablePath);
    side.loads.length = 0;
    return side;
  });
}

async function load({ running, storageState, loads }, executablePath) {
  const { baseUrl } = running;
  loads.push(await measurePageLoad({ executablePath, baseUrl, storageState }));
}

function describe({ fcp, lcp, traffic }) {
  return `FCP ${fcp.toFixed(0)} ms, LCP ${lcp.toFixed(0)} ms, ${traffic.requests} requests, script ${traffic.script.toFixed(0)} kB`;
}

function toSamples({ app, running, loads }) {
  return [app.id, { loads, memory: running.residentMegabytes() }];
}

function toFigures(samples) {
  const figure = (id, title, unit, pick, goal) => {
    const values = side => samples[side]?.loads.map(pick);
    const [ours, stock] = [values('ours'), values('stock')];
    return {
      id: `page.${id}`,
      title: `Home, ${title}`,
      unit,
      ours: median(ours),
      stock: stock && median(stock),
      goal,
      samples: { ours, stock },
    };
  };
  return [
    figure('requests', 'requests', 'count', load => load.traffic.requests),
    figure('bytes', 'all bytes on the wire', 'kB', load => load.traffic.total),
    figure('script', 'script', 'kB', load => load.traffic.script, {
      ratio: 0.7,
    }),
    figure('style', 'styles', 'kB', load => load.traffic.style),
    figure('other', 'everything else', 'kB', load => load.traffic.other),
    figure('fcp', 'first contentful paint', 'ms', load => load.fcp),
    figure('lcp', 'largest contentful paint', 'ms', load => load.lcp, {
      ratio: 0.9,
    }),
    {
      id: 'page.memory',
      title: 'backend memory after page loads',
      unit: 'MB',
      ours: samples.ours.memory,
      stock: samples.stock?.memory,
    },
  ];
}
