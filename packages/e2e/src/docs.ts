import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { ColorScheme } from './browser';
import { visitAs } from './people';
import { SERVICE } from './scaffold';
import { Stage } from './stage';

/** A learner reads what the golden path wrote. */
export function docsScenarios(stage: Stage): void {
  describe('reading docs', () => {
    for (const colorScheme of ['light', 'dark'] as ColorScheme[]) {
      it(`draws the architecture picture in the ${colorScheme} theme`, async () => {
        const visitor = await visitAs(stage, 'learner', { colorScheme });
        await visitor.page.goto(
          `/docs/default/component/${SERVICE}/architecture`,
        );
        // The reader renders into a shadow root, which the locators see through.
        const picture = visitor.page.locator('svg[id^="mermaid"]').first();
        await picture.waitFor({ timeout: 60_000 });
        const box = await picture.boundingBox();
        assert.ok(box && box.width > 100 && box.height > 50);
        assert.deepEqual(visitor.errors, []);
        await visitor.close();
      });
    }

    it('moves to another page by the navigation', async () => {
      const { page, close } = await visitAs(stage, 'learner');
      await page.goto(`/docs/default/component/${SERVICE}`);
      await page
        .getByRole('link', { name: /runbook/i })
        .first()
        .click();
      await page
        .getByRole('heading', { name: /runbook/i })
        .first()
        .waitFor();
      await close();
    });

    it('shows the API definition', async () => {
      const { page, close } = await visitAs(stage, 'learner');
      await page.goto('/api-docs');
      await page.getByText(SERVICE).first().click();
      await page
        .getByText(/openapi/i)
        .first()
        .waitFor();
      await close();
    });
  });
}
