import { existsSync } from 'node:fs';
import path from 'node:path';
import { Browser, BrowserContext, chromium, Page } from 'playwright-core';

// The flags keep Chromium from calling home, which a closed network answers with a flood of errors.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The first Chromium on the PATH, or `undefined` when there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return [
    process.env.CHROMIUM_PATH ?? '',
    ...NAMES.flatMap(name => folders.map(folder => path.join(folder, name))),
  ].find(candidate => candidate !== '' && existsSync(candidate));
}

export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS });
}

export type ColorScheme = 'light' | 'dark';

export interface VisitorOptions {
  width?: number;
  height?: number;
  colorScheme?: ColorScheme;
}

/** One person's browser: its pages share cookies and storage with nobody else. */
export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Uncaught errors of the pages so far. */
  errors: string[];
  close(): Promise<void>;
}

export async function newVisitor(
  browser: Browser,
  baseURL: string,
  options: VisitorOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.colorScheme ?? 'light',
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  return { page, context, errors, close: () => context.close() };
}
