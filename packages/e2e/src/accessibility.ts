import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { Page } from 'playwright-core';
import { ColorScheme, newVisitor, Visitor, VisitorOptions } from './browser';
import { Role, visitAs } from './people';
import { keepScreenshot } from './screenshot';
import { Stage } from './stage';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const GRAVE = ['serious', 'critical'];
/** An iPhone of the common size, in CSS pixels. */
const PHONE_WIDTH = 390;

interface Finding {
  id: string;
  impact: string | null;
  help: string;
  nodes: { html: string; target: string[] }[];
}

interface PageUnderTest {
  path: string;
  role: Role;
  /** A text that shows that the page has its content. */
  ready: RegExp;
}

export const PAGES: PageUnderTest[] = [
  { path: '/', role: 'developer', ready: /my services/i },
  { path: '/catalog', role: 'developer', ready: /orders-e2e/i },
  {
    path: '/catalog/default/component/orders-e2e',
    role: 'developer',
    ready: /about/i,
  },
  { path: '/api-docs', role: 'developer', ready: /orders-e2e/i },
  { path: '/docs', role: 'learner', ready: /orders-e2e/i },
  {
    path: '/docs/default/component/orders-e2e',
    role: 'learner',
    ready: /what it is made of/i,
  },
  { path: '/create', role: 'developer', ready: /node service/i },
  { path: '/create/tasks', role: 'developer', ready: /node service/i },
  { path: '/create/plans', role: 'developer', ready: /my plans/i },
  { path: '/search?query=notes', role: 'learner', ready: /results|notes/i },
  { path: '/repositories', role: 'developer', ready: /orders-e2e/i },
  {
    path: '/repositories/notes/orders-e2e',
    role: 'developer',
    ready: /package\.json/i,
  },
  { path: '/catalog-graph', role: 'developer', ready: /graph/i },
  { path: '/notifications', role: 'developer', ready: /notifications/i },
  { path: '/audit-log', role: 'platformEngineer', ready: /audit log/i },
  { path: '/connections', role: 'platformEngineer', ready: /connections/i },
  { path: '/settings', role: 'developer', ready: /settings/i },
];

/** Far longer than anything fades in; some pages have animations that start anew all the time. */
const STILL_WITHIN_MS = 2_000;

/** What fades in has too little contrast for a moment. A spinner has no end to wait for. */
async function untilStill(page: Page): Promise<void> {
  await page.evaluate(async limitMs => {
    const ending = document
      .getAnimations()
      .filter(
        animation => animation.effect?.getComputedTiming().endTime !== Infinity,
      );
    await Promise.race([
      Promise.allSettled(ending.map(({ finished }) => finished)),
      new Promise(resolve => setTimeout(resolve, limitMs)),
    ]);
  }, STILL_WITHIN_MS);
}

export async function graveFindings(page: Page): Promise<string[]> {
  await untilStill(page);
  await page.evaluate(AXE);
  const found = await page.evaluate(
    // Runs in the page, where axe is a global.
    () =>
      (
        globalThis as unknown as {
          axe: { run(): Promise<{ violations: Finding[] }> };
        }
      ).axe.run(),
  );
  return found.violations
    .filter(finding => GRAVE.includes(finding.impact ?? ''))
    .flatMap(finding =>
      finding.nodes.map(
        node => `${finding.id} (${finding.help}): ${node.target.join(' ')}`,
      ),
    );
}

async function open(page: Page, target: PageUnderTest): Promise<void> {
  await page.goto(target.path);
  // The same words may stand in a navigation that a narrow page has folded away.
  await page
    .getByText(target.ready)
    .filter({ visible: true })
    .first()
    .waitFor();
  await page.waitForLoadState('networkidle');
}

function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      document.documentElement.scrollWidth -
      document.documentElement.clientWidth,
  );
}

interface Mode {
  name: string;
  options: VisitorOptions;
}

const MODES: Mode[] = [
  { name: 'in the light theme', options: { colorScheme: 'light' } },
  { name: 'in the dark theme', options: { colorScheme: 'dark' } },
  {
    name: `on a phone of ${PHONE_WIDTH} pixels`,
    options: { width: PHONE_WIDTH, height: 844 },
  },
];

/** Visitors who stay signed in from one page to the next, one for each role. */
function createVisitors(stage: Stage, options: VisitorOptions) {
  const visitors = new Map<Role, Promise<Visitor>>();
  return {
    as(role: Role): Promise<Visitor> {
      const visitor = visitors.get(role) ?? visitAs(stage, role, options);
      visitors.set(role, visitor);
      return visitor;
    },
    async close(): Promise<void> {
      for (const visitor of visitors.values()) {
        await visitor.then(v => v.close()).catch(() => {});
      }
    },
  };
}

function pageScenarios(stage: Stage, { name, options }: Mode): void {
  describe(`each page ${name}`, () => {
    const visitors = createVisitors(stage, options);
    after(() => visitors.close());

    for (const target of PAGES) {
      it(`${target.path} has its content, no grave finding and no sideways scroll`, async () => {
        const { page, errors } = await visitors.as(target.role);
        errors.length = 0;
        try {
          await open(page, target);
          assert.deepEqual(await graveFindings(page), []);
          assert.equal(await sidewaysScroll(page), 0, 'scrolls sideways');
          assert.deepEqual(errors, []);
        } catch (error) {
          await keepScreenshot(page, `${name} ${target.path}`);
          throw error;
        }
      });
    }
  });
}

/** Every page, in both themes and on a phone, has no serious finding of axe. */
export function accessibilityScenarios(stage: Stage): void {
  for (const colorScheme of ['light', 'dark'] as ColorScheme[]) {
    it(`the sign-in page has no grave finding in the ${colorScheme} theme`, async () => {
      const visitor = await newVisitor(stage.browser, stage.url, {
        colorScheme,
      });
      await visitor.page.goto('/');
      await visitor.page.getByRole('button').first().waitFor();
      assert.deepEqual(await graveFindings(visitor.page), []);
      await visitor.close();
    });
  }
  for (const mode of MODES) {
    pageScenarios(stage, mode);
  }
}
