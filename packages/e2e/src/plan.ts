import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { Page } from 'playwright-core';
import { graveFindings } from './accessibility';
import { tokenOf, visitAs } from './people';
import { repositoryStatus } from './repositories';
import { fillService, pressNext } from './scaffold';
import { keepScreenshot } from './screenshot';
import { Stage } from './stage';

const PLANNED = 'invoices-e2e';
const CREATED_WITHIN_MS = 60_000;

/** Goes through the form to the plan at its end. */
async function openPlan(page: Page, name: string): Promise<void> {
  await page.goto('/create/templates/default/node-service');
  await page.getByLabel(/^Name/).waitFor();
  await fillService(page, name);
  await pressNext(page);
  await page.getByLabel('PostgreSQL').check();
  await goOn(page);
}

/** From the second page of the form to the plan. */
async function goOn(page: Page): Promise<void> {
  await pressNext(page);
  await page.getByLabel('Chaos experiments').waitFor();
  await pressNext(page);
  await page.getByLabel(/^Repository owner/).waitFor();
  await pressNext(page);
  await page.getByRole('heading', { name: /^Plan for/ }).waitFor();
}

async function hashOf(page: Page): Promise<string> {
  return (
    (await page.getByText('Plan hash').locator('code').textContent()) ?? ''
  );
}

export function planScenarios(stage: Stage): void {
  describe('a plan', () => {
    it('shows everything before anything exists, and makes exactly that', async () => {
      const { page, errors, close } = await visitAs(stage, 'developer');
      await openPlan(page, PLANNED);
      assert.equal(await repositoryStatus(stage, 'notes', PLANNED), 404);
      assert.deepEqual(await graveFindings(page), []);

      // The words of the form, not the keys of its answers.
      const answers = page.getByRole('region', { name: 'Answers' });
      await answers.getByText('Pipeline').waitFor();
      await answers.getByText('GitHub Actions').waitFor();

      await page.getByRole('tab', { name: 'Files' }).click();
      await page
        .getByRole('searchbox', { name: 'Search by path' })
        .fill('values-prod');
      await page.getByRole('row', { name: 'values-prod.yaml' }).click();
      await page
        .locator('pre', { hasText: /autoscaling/ })
        .first()
        .waitFor();
      assert.deepEqual(await graveFindings(page), []);
      await page.getByRole('tab', { name: 'Platform resources' }).click();
      await page
        .getByRole('heading', {
          name: `PostgreSQLInstance/${PLANNED}-postgresql`,
        })
        .waitFor();
      await page.getByRole('tab', { name: 'Cost' }).click();
      await page.getByText('Estimate', { exact: true }).waitFor();

      await page.getByRole('button', { name: 'Create', exact: true }).click();
      await page
        .getByRole('link', { name: 'Open the repository' })
        .waitFor({ timeout: CREATED_WITHIN_MS })
        .catch(async error => {
          await keepScreenshot(page, 'plan-task');
          throw error;
        });
      assert.equal(await repositoryStatus(stage, 'notes', PLANNED), 200);

      await page.goto('/create/plans');
      await page.getByRole('link', { name: PLANNED }).click();
      await page.getByText('Created from this plan').waitFor();
      assert.equal(
        await page.getByRole('button', { name: 'Create', exact: true }).count(),
        0,
      );
      assert.deepEqual(errors, []);
      await close();
    });

    it('is another one when an answer changes, and the same one when none does', async () => {
      const { page, close } = await visitAs(stage, 'developer');
      await openPlan(page, 'changed-e2e');
      const first = await hashOf(page);
      await page.getByRole('button', { name: 'Back' }).click();
      await page.getByLabel(/^Repository owner/).waitFor();
      await pressNext(page);
      await page.getByRole('heading', { name: /^Plan for/ }).waitFor();
      assert.equal(await hashOf(page), first);

      // The names of the pages lead back to them.
      await page.getByText('What it uses').first().click();
      await page.getByLabel('Redis').check();
      await goOn(page);
      await page.getByText(/You changed your answers/).waitFor();
      assert.notEqual(await hashOf(page), first);
      await close();
    });

    it('takes no owner for whom it would be refused', async () => {
      const { page, close } = await visitAs(stage, 'developer');
      await page.goto('/create/templates/default/node-service');
      await page.getByRole('button', { name: /Owner/ }).click();
      assert.deepEqual(await page.getByRole('option').allTextContents(), [
        'Notes team (yours)',
      ]);
      await close();
    });

    it('is not for who only reads, and the form says so before it is filled in', async () => {
      const token = await tokenOf(stage, 'learner');
      const response = await fetch(`${stage.url}/api/golden-path/v1/plans`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      assert.equal(response.status, 403);
      const { page, errors, close } = await visitAs(stage, 'learner');
      await page.goto('/create/plans');
      await page.getByText(/not allowed to do this/).waitFor();
      await page.goto('/create/templates/default/node-service');
      await page.getByText('You may read “Node service”').waitFor();
      await page.getByRole('link', { name: 'Platform team' }).waitFor();
      assert.equal(await page.getByLabel(/^Name/).count(), 0);
      assert.deepEqual(await graveFindings(page), []);
      assert.deepEqual(errors, []);
      await close();
    });
  });
}
