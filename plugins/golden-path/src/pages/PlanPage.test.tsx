/** Component layer: the page of a plan, with the real client and a server in the test. */
import { act, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { createApproval, createPlan } from '../__testUtils__/createPlan';
import { FakeServer, ok, refuse } from '../__testUtils__/FakeServer';
import { renderPlans } from '../__testUtils__/renderPlans';

// Whole pages take their time on a busy machine.
jest.setTimeout(30_000);

const AT = '2026-11-21T10:00:00.000Z';

function renderPlan(
  more: Parameters<typeof createPlan>[0] = {},
  person?: string,
) {
  const plan = createPlan(more);
  const server = new FakeServer(plan);
  const user = renderPlans(server, { path: plan.id, person });
  return { plan, server, user };
}

async function openTab(user: ReturnType<typeof renderPlans>, name: string) {
  await user.click(await screen.findByRole('tab', { name }));
}

describe('the page of a plan', () => {
  it('says what is planned, from what, and names it by its hash', async () => {
    renderPlan();
    const heading = await screen.findByRole('heading', {
      name: 'Plan for billing',
    });
    expect(heading).toHaveFocus();
    expect(screen.getByText('Ready to create')).toBeVisible();
    expect(screen.getByText('a1b2c3d4e5f6')).toBeVisible();
    expect(screen.getByText(/From Node service 1\.0\.0/)).toBeVisible();
    const facts = screen.getByLabelText('The plan at a glance');
    expect(facts).toHaveTextContent('Files5 (2.9 KiB)');
    expect(facts).toHaveTextContent('Kubernetes objects3 in dev, prod');
    expect(facts).toHaveTextContent('ChecksPassed');
    expect(facts).toHaveTextContent('$70.08 (estimate)');
    expect(facts).toHaveTextContent('No scorecards yet');
  });

  it('lists what is created outside, and the answers', async () => {
    renderPlan();
    const effects = await screen.findByRole('region', {
      name: 'What is created',
    });
    expect(effects).toHaveTextContent('Repository notes/billing');
    expect(effects).toHaveTextContent('GitOps commit platform/gitops');
    const answers = screen.getByRole('region', { name: 'Answers' });
    expect(answers).toHaveTextContent('Cost centerengineering');
    expect(answers).toHaveTextContent('ChaosNo');
    expect(screen.getByText('Scorecards are not installed yet.')).toBeVisible();
  });

  it('starts the task with the hash that was seen, and leads to it', async () => {
    const { plan, server, user } = renderPlan();
    const create = await screen.findByRole('button', { name: 'Create' });
    await user.dblClick(create);
    expect(await screen.findByText('The page of task-1')).toBeVisible();
    expect(server.count(`POST /plans/${plan.id}/create`)).toBe(1);
    expect(server.lastBody(`POST /plans/${plan.id}/create`)).toEqual({
      hash: plan.hash,
    });
  });

  it('says that the template changed when it is found out on creation', async () => {
    const { plan, server, user } = renderPlan();
    const reason = 'The template changed since the plan: make a new one';
    server.on(`POST /plans/${plan.id}/create`, () => {
      server.showPlan({ ...plan, state: 'void', stateReason: reason });
      return refuse(409, 'ConflictError', reason);
    });
    await user.click(await screen.findByRole('button', { name: 'Create' }));
    expect(await screen.findByText('This plan is void')).toBeVisible();
    expect(screen.getByText('Nothing was created')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    const link = screen.getByRole('link', { name: /Open the form/ });
    const [address, query] = link.getAttribute('href')?.split('?') ?? [];
    expect(address).toBe('/create/templates/default/node-service');
    expect(JSON.parse(new URLSearchParams(query).get('formData')!)).toEqual(
      plan.values,
    );
  });

  it('keeps the plan on the page and can try again when creation fails', async () => {
    const { plan, server, user } = renderPlan();
    server.on(`POST /plans/${plan.id}/create`, () =>
      refuse(500, 'Error', 'database is away'),
    );
    await user.click(await screen.findByRole('button', { name: 'Create' }));
    expect(await screen.findByText('database is away')).toBeVisible();
    server.on(`POST /plans/${plan.id}/create`, () => ok({ taskId: 'task-2' }));
    await user.click(screen.getByRole('button', { name: 'Create' }));
    expect(await screen.findByText('The page of task-2')).toBeVisible();
  });

  it.each([
    {
      reason: 'void',
      more: { state: 'void' as const, stateReason: 'The template changed' },
      words: ['This plan is void', 'The template changed'],
    },
    {
      reason: 'too old',
      more: { expiresAt: AT },
      words: ['This plan has expired', 'Expired'],
    },
    {
      reason: 'created',
      more: { state: 'created' as const, taskId: 'task-9' },
      words: ['Created from this plan', 'Open the task'],
    },
    {
      reason: 'denied',
      more: {
        state: 'denied' as const,
        approval: createApproval({
          decision: {
            ...{ outcome: 'denied', by: 'user:default/pat.platform' },
            ...{ at: AT, reason: 'Use the shared one' },
          },
        }),
      },
      words: [/Denied by pat.platform/, /Reason: Use the shared one/],
    },
  ])('offers no creation of a plan that is $reason', async row => {
    renderPlan(row.more);
    for (const words of row.words) {
      expect((await screen.findAllByText(words))[0]).toBeVisible();
    }
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('offers the creation of an approved plan to its maker only', async () => {
    const more = {
      state: 'approved' as const,
      approval: createApproval({
        decision: {
          ...{ outcome: 'approved', by: 'user:default/pat.platform', at: AT },
          reason: undefined,
        },
      }),
    };
    renderPlan(more, 'user:default/pat.platform');
    expect(await screen.findByText(/Approved by pat.platform/)).toBeVisible();
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Create' })).toBeNull(),
    );
  });

  it.each([
    { status: 404, name: 'NotFoundError', words: /no such plan for you/ },
    { status: 403, name: 'NotAllowedError', words: /not allowed/ },
    { status: 500, name: 'Error', words: /broken/ },
  ])('tells a failure with $name apart', async ({ status, name, words }) => {
    const plan = createPlan();
    const server = new FakeServer(plan);
    server.on(`GET /plans/${plan.id}`, () => refuse(status, name, 'broken'));
    renderPlans(server, { path: plan.id });
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    expect(screen.getByRole('link', { name: 'All plans' })).toHaveAttribute(
      'href',
      '/create/plans',
    );
  });

  it('shows the content of a file, found by its path and chosen by keyboard', async () => {
    const { user } = renderPlan();
    await openTab(user, 'Files');
    expect(await screen.findByText('content of README.md')).toBeInTheDocument();
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

  it('shows what is composed where it can be rendered', async () => {
    const { user } = renderPlan({
      composed: {
        state: 'available',
        data: [
          {
            ...{ claim: 'billing-postgresql', apiVersion: 'rds/v1' },
            ...{ kind: 'Instance', name: 'billing-db' },
          },
        ],
      },
    });
    await openTab(user, 'Platform resources');
    expect(
      await screen.findByRole('row', { name: /Instance\/billing-db/ }),
    ).toBeVisible();
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

  it.each(['Overview', 'Files', 'Kubernetes', 'Checks', 'Cost'])(
    'has no grave findings of axe on %s',
    async tab => {
      const { user } = renderPlan();
      await openTab(user, tab);
      const { violations } = await act(() =>
        axe.run(document.body, {
          // Colours are checked in a browser; the page around is not here.
          rules: {
            'color-contrast': { enabled: false },
            region: { enabled: false },
          },
        }),
      );
      expect(
        violations
          .filter(({ impact }) =>
            ['serious', 'critical'].includes(impact ?? ''),
          )
          .map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
      ).toEqual([]);
    },
  );
});
