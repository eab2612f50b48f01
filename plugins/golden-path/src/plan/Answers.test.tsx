/** Component layer: the answers of a plan in the words of its form. */
import { screen, within } from '@testing-library/react';
import { renderPlan } from '../__testUtils__/renderPlan';

// Whole pages take their time on a busy machine.
jest.setTimeout(30_000);

const VALUES = {
  repoHost: 'embedded',
  ci: 'github',
  chaos: true,
  extras: ['a', 'b'],
  nothing: [],
  owner: 'group:default/notes-team',
  forgotten: 'x',
};

const PAGES = [
  { properties: { owner: { title: 'Owner' } } },
  {
    properties: {
      ci: {
        title: 'Pipeline',
        enum: ['github', 'jenkins'],
        enumNames: ['GitHub Actions', 'Jenkins'],
      },
      repoHost: { title: 'Repository host' },
      chaos: { title: 'Chaos experiments', type: 'boolean' },
      extras: { items: { enum: ['a', 'b'], enumNames: ['First', 'Second'] } },
      nothing: { title: 'Nothing' },
      unanswered: { title: 'Unanswered' },
    },
  },
];

async function readAnswers() {
  const region = await screen.findByRole('region', { name: 'Answers' });
  const names = await within(region).findAllByRole('term');
  return names.map(
    each => `${each.textContent}: ${each.nextElementSibling?.textContent}`,
  );
}

describe('the answers of a plan', () => {
  it('have the titles and the words of the form, in its order', async () => {
    renderPlan({ values: VALUES }, undefined, PAGES);
    expect(await readAnswers()).toEqual([
      'Owner: notes-team',
      'Pipeline: GitHub Actions',
      'Repository host: embedded',
      'Chaos experiments: Yes',
      'Extras: First, Second',
      'Nothing: None',
      'Forgotten: x',
    ]);
    expect(screen.getByRole('link', { name: /notes-team/ })).toHaveAttribute(
      'href',
      '/catalog/default/group/notes-team',
    );
  });

  it('are readable without the form', async () => {
    renderPlan({ values: VALUES });
    expect(await readAnswers()).toEqual(
      expect.arrayContaining(['Repo host: embedded', 'Ci: github']),
    );
  });
});
