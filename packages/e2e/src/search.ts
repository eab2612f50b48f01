import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { tokenOf, visitAs } from './people';
import { SERVICE } from './scaffold';
import { Stage } from './stage';

const INDEXED_WITHIN_MS = 180_000;

interface SearchAnswer {
  results: { document: { title: string; location: string } }[];
}

async function find(stage: Stage, query: string): Promise<SearchAnswer> {
  const token = await tokenOf(stage, 'learner');
  const response = await fetch(`${stage.url}/api/search/query?${query}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  assert.equal(response.status, 200);
  return (await response.json()) as SearchAnswer;
}

/** The index is filled on a schedule, so a new service is found a moment later. */
async function untilFound(stage: Stage, query: string): Promise<SearchAnswer> {
  const deadline = Date.now() + INDEXED_WITHIN_MS;
  for (;;) {
    const answer = await find(stage, query);
    if (answer.results.length > 0 || Date.now() > deadline) {
      return answer;
    }
    await new Promise(resolve => setTimeout(resolve, 2_000));
  }
}

export function searchScenarios(stage: Stage): void {
  describe('search', () => {
    it(
      'finds the new service in the catalog',
      { timeout: 200_000 },
      async () => {
        const { results } = await untilFound(stage, `term=${SERVICE}`);
        assert.ok(results.length > 0);
      },
    );

    it('finds a word of the docs', { timeout: 200_000 }, async () => {
      const { results } = await untilFound(
        stage,
        'term=runbook&types[0]=techdocs',
      );
      assert.ok(results.length > 0);
    });

    it('takes a person from the search field of Home to the service', async () => {
      const { page, close } = await visitAs(stage, 'learner');
      await page.getByRole('searchbox').first().fill(SERVICE);
      await page.keyboard.press('Enter');
      await page
        .getByRole('link', { name: new RegExp(SERVICE) })
        .first()
        .click();
      await page.waitForURL(/catalog|docs/);
      await close();
    });

    it('says so when nothing matches', async () => {
      const { page, close } = await visitAs(stage, 'learner');
      await page.goto('/search?query=zzzznothingzzzz');
      await page
        .getByText(/no results|nothing/i)
        .first()
        .waitFor();
      await close();
    });
  });
}
