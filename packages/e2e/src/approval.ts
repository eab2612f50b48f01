import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'node:test';
import { Page } from 'playwright-core';
import { graveFindings } from './accessibility';
import { Visitor } from './browser';
import { visitAs } from './people';
import { repositoryStatus } from './repositories';
import { fillService, pressNext } from './scaffold';
import { keepScreenshot } from './screenshot';
import { Stage } from './stage';

/** A template whose owners approve every plan. */
const TEMPLATE = { name: 'gitops', title: 'GitOps repository' };
const OWNER = 'platform';
const DENIED = 'denied-e2e';
const APPROVED = 'approved-e2e';
const REASON = 'One tree is enough for now';
const CREATED_WITHIN_MS = 60_000;

async function requestApproval(page: Page, name: string): Promise<void> {
  await page.goto(`/create/templates/default/${TEMPLATE.name}`);
  await page.getByLabel(/^Name/).waitFor();
  await fillService(page, name);
  await pressNext(page);
  await page.getByText('Service mesh').first().waitFor();
  await pressNext(page);
  await page.getByText('Needs approval').waitFor();
  assert.equal(
    await page.getByRole('button', { name: 'Create', exact: true }).count(),
    0,
  );
  await page.getByLabel('Note').fill(`For ${name}`);
  await page.getByRole('button', { name: 'Request approval' }).click();
  await page.getByText(/^Waiting for Platform team/).waitFor();
}

/** Answers from the page of the plan, to which the list of plans leads. */
async function decide(
  page: Page,
  name: string,
  decision: { answer: 'Approve' | 'Deny'; reason?: string },
): Promise<void> {
  const { answer, reason } = decision;
  await page.goto('/create/plans');
  await page
    .getByRole('region', { name: 'Waiting for my decision' })
    .getByRole('link', { name })
    .click();
  await page.getByText(`For ${name}`, { exact: true }).waitFor();
  await page.getByRole('button', { name: answer }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  assert.deepEqual(await graveFindings(page), []);
  if (reason) {
    await dialog.getByRole('textbox').fill(reason);
  }
  await dialog.getByRole('button', { name: answer }).click();
}

export function approvalScenarios(stage: Stage): void {
  describe('an approval', () => {
    let maker: Visitor;
    let approver: Visitor;

    before(async () => {
      maker = await visitAs(stage, 'developer');
      approver = await visitAs(stage, 'platformEngineer');
    });
    after(async () => {
      await maker?.close();
      await approver?.close();
    });

    it('is asked for with a note, and everybody who can give it hears of it', async () => {
      await requestApproval(maker.page, APPROVED);
      await requestApproval(maker.page, DENIED);

      const { page } = approver;
      await page.goto('/');
      const waiting = page.getByRole('region', {
        name: 'Plans that wait for me',
      });
      await waiting.getByRole('link', { name: DENIED }).waitFor();
      await waiting
        .getByText(/asked by Dev Rivera/)
        .first()
        .waitFor();
      await page.goto('/notifications');
      await page
        .getByText(`Approve a plan of ${TEMPLATE.title}?`)
        .first()
        .waitFor();
    });

    it('is denied with a reason, which the one who asked reads', async () => {
      await decide(approver.page, DENIED, { answer: 'Deny', reason: REASON });
      await approver.page.getByText(/^Denied by Pat Ngata/).waitFor();

      const { page } = maker;
      await page.getByRole('button', { name: 'Check now' }).click();
      await page.getByText(`Reason: ${REASON}`).waitFor();
      assert.equal(
        await page.getByRole('button', { name: 'Create', exact: true }).count(),
        0,
      );
      await page.goto('/notifications');
      await page.getByText(REASON).first().waitFor();
    });

    it('is given, and then exactly that plan runs', async () => {
      await decide(approver.page, APPROVED, { answer: 'Approve' });
      await approver.page.getByText(/^Approved by Pat Ngata/).waitFor();
      assert.equal(await repositoryStatus(stage, OWNER, APPROVED), 404);

      const { page } = maker;
      await page.goto('/');
      const mine = page.getByRole('region', { name: 'My plans' });
      await mine.getByText('Denied', { exact: true }).waitFor();
      await mine.getByRole('link', { name: APPROVED }).click();
      await page.getByText(/^Approved by Pat Ngata/).waitFor();
      await page.getByRole('button', { name: 'Create', exact: true }).click();
      await page
        .getByRole('link', { name: 'Open the repository' })
        .waitFor({ timeout: CREATED_WITHIN_MS })
        .catch(async error => {
          await keepScreenshot(page, 'approval-task');
          throw error;
        });
      assert.equal(await repositoryStatus(stage, OWNER, APPROVED), 200);
      assert.deepEqual([...maker.errors, ...approver.errors], []);
    });
  });
}
