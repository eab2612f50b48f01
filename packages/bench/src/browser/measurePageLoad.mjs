import { setTimeout as sleep } from 'node:timers/promises';

import { chromium } from 'playwright-core';

import { CHROMIUM_FLAGS } from './findChromium.mjs';
import { Traffic } from './Traffic.mjs';

const QUIET_MS = 1000;
const MOST_MS = 30_000;

/**
 * One load of Home in a fresh browser: empty cache, already signed in.
 *
 * @returns {Promise<{ fcp: number, lcp: number, traffic: object }>}
 */
export async function measurePageLoad({
  executablePath,
  baseUrl,
  storageState,
}) {
  const browser = await chromium.launch({
    executablePath,
    args: CHROMIUM_FLAGS,
  });
  try {
    const context = await browser.newContext({
      storageState,
      viewport: { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    await page.addInitScript(observePaint);
    const traffic = await Traffic.watch(await context.newCDPSession(page));
    await page.goto(`${baseUrl}/`, { waitUntil: 'load', timeout: MOST_MS });
    await page
      .locator('nav')
      .first()
      .waitFor({ state: 'attached', timeout: MOST_MS });
    await untilQuiet(traffic);
    const paint = await page.evaluate(() => globalThis.benchPaint);
    if (!(paint.fcp > 0) || !(paint.lcp > 0)) {
      throw new Error(
        `the browser reported no paint: ${JSON.stringify(paint)}`,
      );
    }
    return { ...paint, traffic: traffic.summary() };
  } finally {
    await browser.close();
  }
}

/** Runs in the page, before anything of the app. */
function observePaint() {
  globalThis.benchPaint = { fcp: 0, lcp: 0 };
  new PerformanceObserver(list => {
    for (const entry of list.getEntriesByName('first-contentful-paint')) {
      globalThis.benchPaint.fcp = entry.startTime;
    }
  }).observe({ type: 'paint', buffered: true });
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      globalThis.benchPaint.lcp = entry.startTime;
    }
  }).observe({ type: 'largest-contentful-paint', buffered: true });
}

async function untilQuiet(traffic) {
  const deadline = Date.now() + MOST_MS;
  while (Date.now() < deadline) {
    if (traffic.quietSinceMs() >= QUIET_MS) {
      return;
    }
    await sleep(100);
  }
  throw new Error(`the page still loaded something after ${MOST_MS / 1000} s`);
}
