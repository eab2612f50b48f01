import { chromium } from 'playwright-core';

import { CHROMIUM_FLAGS } from './findChromium.mjs';

const WITHIN_MS = 30_000;

/**
 * Signs in as a person does and returns what the browser then remembers, so
 * that a fresh profile can begin signed in with an empty cache.
 */
export async function signInByClick({ executablePath, app, baseUrl }) {
  const browser = await chromium.launch({
    executablePath,
    args: CHROMIUM_FLAGS,
  });
  const context = await browser.newContext();
  const page = await context.newPage();
  try {
    await page.goto(baseUrl, { waitUntil: 'domcontentloaded' });
    await page
      .getByRole('button', { name: app.signInButton })
      .first()
      .click({ timeout: WITHIN_MS });
    // Some navigations fold away, so being there is enough.
    await page
      .locator('nav')
      .first()
      .waitFor({ state: 'attached', timeout: WITHIN_MS });
    return await context.storageState();
  } catch (error) {
    const shown = await page.locator('body').innerText();
    throw new Error(
      `${app.id}: sign-in in the browser failed; the page says: ${shown.slice(0, 500)}`,
      { cause: error },
    );
  } finally {
    await browser.close();
  }
}
