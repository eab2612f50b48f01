import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Page } from 'playwright-core';
import { CHECKOUT } from './checkout';

const FOLDER = path.join(CHECKOUT, 'test-results');

/** Keeps what the page shows at the moment of a failure, for the person who looks into it. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const file = `${name.replace(/[^a-z0-9]+/gi, '-')}.png`;
  await page.screenshot({ path: path.join(FOLDER, file), fullPage: true });
}
