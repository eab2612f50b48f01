import { after, before, describe } from 'node:test';
import { Browser } from 'playwright-core';
import { accessibilityScenarios } from './accessibility';
import { approvalScenarios } from './approval';
import { findChromium, launchBrowser } from './browser';
import { denyScenarios } from './deny';
import { docsScenarios } from './docs';
import { planScenarios } from './plan';
import { startPortal, Portal } from './portal';
import { scaffoldScenarios } from './scaffold';
import { searchScenarios } from './search';
import { signInScenarios } from './signIn';
import { Stage } from './stage';

const chromiumPath = findChromium();

describe(
  'the portal in a browser',
  { skip: chromiumPath ? false : 'no Chromium on the PATH' },
  () => {
    let portal: Portal;
    let browser: Browser;
    const stage: Stage = {
      get url() {
        return portal.url;
      },
      get browser() {
        return browser;
      },
    };

    before(async () => {
      portal = await startPortal();
      browser = await launchBrowser(chromiumPath!);
    });
    after(async () => {
      await browser?.close();
      await portal?.stop();
    });

    // In this order, because reading and searching look at what scaffolding made.
    signInScenarios(stage);
    scaffoldScenarios(stage);
    planScenarios(stage);
    approvalScenarios(stage);
    docsScenarios(stage);
    searchScenarios(stage);
    denyScenarios(stage);
    accessibilityScenarios(stage);
  },
);
