import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { Page } from 'playwright-core';
import { EmittedService } from './emittedService';
import { tokenOf, visitAs } from './people';
import { keepScreenshot } from './screenshot';
import { Stage } from './stage';

/** The service that this scenario makes, and that the later ones read. */
export const SERVICE = 'orders-e2e';
const SCAFFOLDED_WITHIN_MS = 60_000;

async function openForm(page: Page): Promise<void> {
  await page.goto('/create');
  await page.getByRole('button', { name: 'Choose Node service' }).click();
  await page.getByLabel(/^Name/).waitFor();
}

export async function fillService(page: Page, name = SERVICE): Promise<void> {
  await page.getByLabel(/^Name/).fill(name);
  await page.getByLabel(/^Description/).fill('Takes and keeps orders: "e2e"');
  await page.getByLabel(/^System/).click();
  await page.getByRole('option', { name: /^notes$/i }).click();
}

export function pressNext(page: Page): Promise<void> {
  return page.getByRole('button', { name: /^(next|plan)$/i }).click();
}

/**
 * The catalog reads a registered file a moment later, and the docs of a new
 * service are built when somebody first opens them. Until then a person reloads.
 */
async function untilDocsAreThere(page: Page): Promise<void> {
  const heading = page.getByRole('heading', { name: 'Where to look' });
  for (let attempt = 1; attempt < 6; attempt++) {
    const isThere = await heading.waitFor({ timeout: 10_000 }).then(
      () => true,
      () => false,
    );
    if (isThere) {
      return;
    }
    await page.reload();
  }
  await heading.waitFor({ timeout: 10_000 });
}

export function scaffoldScenarios(stage: Stage): void {
  describe('scaffolding a service', () => {
    it('refuses a name that is not DNS-1123, and says what it accepts', async () => {
      const { page, close } = await visitAs(stage, 'developer');
      await openForm(page);
      await fillService(page, 'Not A Name');
      await pressNext(page);
      await page
        .getByText(/lower-case letters/i)
        .first()
        .waitFor();
      assert.ok(await page.getByLabel(/^Name/).isVisible());
      await close();
    });

    it('goes from the form to entity, repository and docs within seconds', async () => {
      const { page, errors, close } = await visitAs(stage, 'developer');
      await openForm(page);
      await fillService(page);
      await pressNext(page);
      await page.getByLabel('PostgreSQL').check();
      await pressNext(page);
      await page.getByLabel('Chaos experiments').waitFor();
      await pressNext(page);
      await page.getByLabel(/^Repository owner/).waitFor();
      await pressNext(page);
      await page.getByRole('button', { name: /^create$/i }).click();

      for (const name of ['service', 'repository']) {
        await page
          .getByRole('link', { name: `Open the ${name}` })
          .waitFor({ timeout: SCAFFOLDED_WITHIN_MS })
          .catch(async error => {
            await keepScreenshot(page, 'scaffold-task');
            throw error;
          });
      }
      await page.getByRole('link', { name: 'Read the docs' }).click();
      await untilDocsAreThere(page);
      assert.deepEqual(errors, []);
      await close();
    });

    it('registers the entity with owner, system and API', async () => {
      const token = await tokenOf(stage, 'developer');
      const name = `component/default/${SERVICE}`;
      const response = await fetch(
        `${stage.url}/api/catalog/entities/by-name/${name}`,
        { headers: { Authorization: `Bearer ${token}` } },
      );
      assert.equal(response.status, 200);
      const { spec } = (await response.json()) as {
        spec: { owner: string; system: string; providesApis: string[] };
      };
      assert.match(spec.owner, /notes-team$/);
      assert.match(spec.system, /notes$/);
      assert.ok(spec.providesApis.length > 0);
    });

    it('says that the name is taken when it is asked for again', async () => {
      const { page, close } = await visitAs(stage, 'developer');
      await openForm(page);
      await fillService(page);
      await page
        .getByText(/already|taken/i)
        .first()
        .waitFor();
      await close();
    });

    it(
      'emits a repository that installs, tests, starts and is healthy',
      { timeout: 600_000 },
      async () => {
        const clone = await EmittedService.clone(
          `${stage.url}/git/notes/${SERVICE}.git`,
        );
        await clone.npm('ci', '--no-fund', '--no-audit');
        await clone.npm('test');
        await clone.whileRunning(async url => {
          const health = await fetch(`${url}/health`);
          assert.equal(await health.text(), '{"status":"ok"}');
        });
        await clone.remove();
      },
    );
  });
}
