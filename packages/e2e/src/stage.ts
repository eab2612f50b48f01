import { Browser } from 'playwright-core';

/** What every scenario stands on. Its values are there once the tests run. */
export interface Stage {
  readonly url: string;
  readonly browser: Browser;
}
