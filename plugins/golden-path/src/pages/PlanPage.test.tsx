/** Component layer: the page of a plan, with the real client and a server in the test. */
import { act, screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import { createApproval, createPlan } from '../__testUtils__/createPlan';
import { FakeServer, ok, refuse } from '../__testUtils__/FakeServer';
import { openTab, renderPlan } from '../__testUtils__/renderPlan';
import { renderPlans } from '../__testUtils__/renderPlans';

// Whole pages take their time on a busy machine.
jest.setTimeout(30_000);

// What was announced to a screen reader outlives the test that announced it.
const PAGE = { include: [['body']], exclude: [['[data-live-announcer]']] };
const AT = '2026-11-21T10:00:00.000Z';

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

  it.each(['Overview', 'Files', 'Kubernetes', 'Checks', 'Cost'])(
    'has no grave findings of axe on %s',
    async tab => {
      const { user } = renderPlan();
      await openTab(user, tab);
      const { violations } = await act(() =>
        axe.run(PAGE, {
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
