/** Component layer: what the tabs of a plan show. */
import { screen, within } from '@testing-library/react';
import { createPlan } from '../__testUtils__/createPlan';
import { FakeServer, ok, refuse } from '../__testUtils__/FakeServer';
import { openTab, renderPlan } from '../__testUtils__/renderPlan';
import { renderPlans } from '../__testUtils__/renderPlans';

// Whole pages take their time on a busy machine.
jest.setTimeout(30_000);

describe('the tabs of a plan', () => {
  it('shows the content of a file, found by its path and chosen by keyboard', async () => {
    const { user } = renderPlan();
    await openTab(user, 'Files');
    // Colours come a moment after the text and put another element in its place.
    await screen.findByText('content of README.md');
    await user.type(screen.getByRole('searchbox'), 'health');
    expect(screen.getByText('1 of 5 files')).toBeVisible();
    const tree = screen.getByRole('treegrid', { name: 'Files of the plan' });
    within(tree).getByRole('row', { name: 'health.ts' }).focus();
    await user.keyboard('{Enter}');
    expect(
      await screen.findByRole('region', { name: 'src/routes/health.ts' }),
    ).toBeVisible();
    await user.clear(screen.getByRole('searchbox'));
    await user.type(screen.getByRole('searchbox'), 'nothing-like-it');
    expect(
      screen.getByText('No path contains “nothing-like-it”.'),
    ).toBeVisible();
  });

  it('opens and closes folders', async () => {
    const { user } = renderPlan();
    await openTab(user, 'Files');
    const folder = await screen.findByRole('row', { name: 'src' });
    expect(folder).toHaveAttribute('aria-expanded', 'false');
    await user.click(folder);
    expect(folder).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByRole('row', { name: 'app.ts' })).toBeVisible();
    await user.click(folder);
    expect(screen.queryByRole('row', { name: 'app.ts' })).toBeNull();
  });

  it.each([
    { path: 'logo.png', words: /not text/ },
    { path: 'dump.sql', words: /5\.0 MiB, too much/ },
  ])('says why $path is not shown, without asking for it', async row => {
    const { plan, server, user } = renderPlan();
    await openTab(user, 'Files');
    await screen.findByText('content of README.md');
    await user.click(screen.getByRole('row', { name: row.path }));
    expect(await screen.findByText(row.words)).toBeVisible();
    expect(server.count(`GET /plans/${plan.id}/files`)).toBe(1);
  });

  it('shows a long file in part, and all of it on demand', async () => {
    const plan = createPlan();
    const server = new FakeServer(plan);
    const content = Array.from({ length: 2000 }, (_, n) => `line ${n}`);
    server.on(`GET /plans/${plan.id}/files`, () =>
      ok({ ...plan.files[0], content: content.join('\n') }),
    );
    const user = renderPlans(server, { path: plan.id });
    await openTab(user, 'Files');
    const more = await screen.findByRole('button', {
      name: 'Show all 2000 lines',
    });
    expect(screen.queryByText('line 1999')).toBeNull();
    await user.click(more);
    expect(await screen.findByText('line 1999')).toBeInTheDocument();
  });

  it.each([
    {
      reason: 'fails',
      answer: refuse(500, 'Error', 'no disk'),
      words: 'no disk',
    },
    { reason: 'is empty', answer: ok({ content: '' }), words: /is empty/ },
    { reason: 'is no longer kept', answer: ok({}), words: /that is over/ },
  ])('says so when a file $reason', async ({ answer, words }) => {
    const { plan, server, user } = renderPlan();
    await screen.findByRole('tab', { name: 'Files' });
    server.on(`GET /plans/${plan.id}/files`, () => answer);
    await openTab(user, 'Files');
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('shows the objects of each environment', async () => {
    const { user } = renderPlan();
    await openTab(user, 'Kubernetes');
    expect(await screen.findByText('Namespace notes-dev')).toBeVisible();
    const objects = screen.getByRole('listbox', { name: 'Objects in dev' });
    await user.click(
      within(within(objects).getByRole('group', { name: 'Service' })).getByRole(
        'option',
        { name: 'billing' },
      ),
    );
    const region = screen.getByRole('region', { name: 'Service/billing' });
    expect(region).toHaveTextContent('kind: Service');
    expect(region).toHaveTextContent('from the Helm chart');
    await user.type(screen.getByRole('searchbox'), 'deploy');
    expect(screen.getByText('1 of 2 objects')).toBeVisible();
    await openTab(user, 'prod');
    expect(await screen.findByText('Namespace notes-prod')).toBeVisible();
  });

  it('says why manifests are missing, and the command that brings them', async () => {
    const { user } = renderPlan({
      environments: [
        {
          ...{ name: 'dev', namespace: undefined },
          manifests: {
            ...{ state: 'unavailable', reason: '"helm" is not installed' },
            fix: 'npm run tools',
          },
        },
        {
          ...{ name: 'prod', namespace: undefined },
          manifests: { state: 'failed', reason: 'helm: bad values' },
        },
      ],
    });
    await openTab(user, 'Kubernetes');
    expect(await screen.findByText(/"helm" is not installed/)).toBeVisible();
    expect(screen.getByText('npm run tools')).toBeVisible();
    await openTab(user, 'prod');
    expect(await screen.findByText('helm: bad values')).toBeVisible();
    expect(screen.getByText('Not rendered')).toBeVisible();
  });

  it('shows claims, and why composed resources are not here', async () => {
    const { user } = renderPlan();
    await openTab(user, 'Platform resources');
    expect(
      (
        await screen.findAllByRole('region', {
          name: 'PostgreSQLInstance/billing-postgresql',
        })
      )[0],
    ).toHaveTextContent('claims/postgresql.yaml');
    expect(screen.getByText(/Crossplane is not here/)).toBeVisible();
  });

  it('says which check failed where, and which did not run', async () => {
    const { user } = renderPlan({
      policy: {
        verdict: 'fail',
        checks: [
          {
            ...{ name: 'Labels', state: 'failed', checked: 3 },
            ...{ reason: undefined, fix: undefined },
            findings: [
              {
                ...{ severity: 'error', rule: 'team-label' },
                ...{ subject: 'prod: Deployment/billing', message: 'no team' },
              },
            ],
          },
          {
            ...{ name: 'conftest', state: 'not-run', checked: 0, findings: [] },
            ...{ reason: 'it is not installed', fix: 'npm run tools' },
          },
        ],
      },
    });
    expect(
      await screen.findByText(/Some checks fail. You can create it/),
    ).toBeVisible();
    await openTab(user, 'Checks');
    expect(
      await screen.findByRole('row', {
        name: 'Error prod: Deployment/billing no team team-label',
      }),
    ).toBeVisible();
    expect(screen.getByText('Did not run')).toBeVisible();
    expect(screen.getByText('npm run tools')).toBeVisible();
  });

  it('shows the cost by item and environment as an estimate, with the day of the prices', async () => {
    const { user } = renderPlan();
    await openTab(user, 'Cost');
    expect(await screen.findByText('$70.08 a month')).toBeVisible();
    expect(screen.getByText('Estimate')).toBeVisible();
    const table = screen.getByRole('table', {
      name: 'Cost a month by item and environment',
    });
    expect(
      within(table).getByRole('row', { name: /Database server/ }),
    ).toHaveTextContent('$23.36$46.72$70.08');
    expect(screen.getByText(/price table of Nov 1, 2026/)).toBeVisible();
    expect(screen.getByText('prod: Queue/billing-queue')).toBeVisible();
  });

  it('has parts for a plan with nothing in it', async () => {
    const { user } = renderPlan({
      ...{ files: [], environments: [], claims: [], effects: [] },
      ...{ warnings: [], policy: { verdict: 'incomplete', checks: [] } },
    });
    expect(await screen.findByText(/Nothing outside/)).toBeVisible();
    await openTab(user, 'Files');
    expect(screen.getByText('The plan has no files.')).toBeVisible();
    await openTab(user, 'Kubernetes');
    expect(screen.getByText(/makes nothing for Kubernetes/)).toBeVisible();
    await openTab(user, 'Platform resources');
    expect(screen.getByText(/claims nothing/)).toBeVisible();
    await openTab(user, 'Checks');
    expect(screen.getByText('There are no checks.')).toBeVisible();
  });
});
