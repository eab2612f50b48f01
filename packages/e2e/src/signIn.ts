import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { newVisitor } from './browser';
import { PEOPLE, Role, visitAs } from './people';
import { Stage } from './stage';

/** Each demo person signs in by a click and leaves again. */
export function signInScenarios(stage: Stage): void {
  describe('sign-in', () => {
    for (const role of Object.keys(PEOPLE) as Role[]) {
      it(`lets the ${role} in and shows who is there`, async () => {
        const visitor = await visitAs(stage, role);
        await visitor.page.goto('/settings');
        await visitor.page
          .getByText(PEOPLE[role].displayName)
          .first()
          .waitFor();
        assert.deepEqual(visitor.errors, []);
        await visitor.close();
      });
    }

    it('remembers the person across a reload', async () => {
      const visitor = await visitAs(stage, 'developer');
      await visitor.page.reload();
      await visitor.page.getByRole('searchbox').first().waitFor();
      await visitor.close();
    });

    it('answers a name that is no demo person with the accepted ones', async () => {
      const address = `${stage.url}/api/auth/demo/refresh?person=mallory`;
      const response = await fetch(address, {
        headers: { 'X-Requested-With': 'XMLHttpRequest' },
      });
      assert.ok(response.status >= 400 && response.status < 500);
      assert.match(await response.text(), /dev\.rivera/);
    });

    it('shows nothing of the portal to a visitor who has not signed in', async () => {
      const response = await fetch(`${stage.url}/api/catalog/entities`);
      assert.equal(response.status, 401);

      const visitor = await newVisitor(stage.browser, stage.url);
      await visitor.page.goto('/catalog');
      await visitor.page.getByRole('button', { name: /Dev Rivera/ }).waitFor();
      await visitor.close();
    });
  });
}
