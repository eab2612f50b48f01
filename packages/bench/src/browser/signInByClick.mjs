import { chromium } from 'playwright-core';

import { CHROMIUM_FLAGS } from './findChromium.mjs';

const WITHIN_MS = 60_000;

/**
 * Signs in as a person does and returns what the browser then remembers, so
 * that a fresh profile can begin signed in with an empty cache.
 */
export async function signInByClick({ executablePath, app, baseUrl }) {
  const browser = await chromium.launch({
    executablePath,
    args: CHROMIUM_FLAGS,
  });
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(baseUrl, { waitUntil: 'domcontentloaded' });
    await clickFirst(page, app);
    await page.getByRole('navigation').first().waitFor({ timeout: WITHIN_MS });
    return await context.storageState();
  } catch (error) {
    throw new Error(`${app.id}: sign-in in the browser failed`, {
      cause: error,
    });
  } finally {
    await browser.close();
  }
}

/** Whichever of the buttons is there; an app that needs none is already in. */
async function clickFirst(page, app) {
  const buttons = app.signInButtons.map(name =>
    page.getByRole('button', { name }),
  );
  const anyButton = buttons.reduce((all, button) => all.or(button)).first();
  await anyButton.waitFor({ timeout: WITHIN_MS });
  for (const button of buttons) {
    if (await button.first().isVisible()) {
      await button.first().click();
      return;
    }
  }
}
