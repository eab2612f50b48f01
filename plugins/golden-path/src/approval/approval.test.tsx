/** Component layer: asking for an approval, waiting, and deciding. */
import { screen } from '@testing-library/react';
import { createApproval, createPlan } from '../__testUtils__/createPlan';
import { FakeServer, ok, refuse } from '../__testUtils__/FakeServer';
import { renderPlans } from '../__testUtils__/renderPlans';

// Whole pages take their time on a busy machine.
jest.setTimeout(30_000);

const AT = '2026-11-21T10:00:00.000Z';
const REQUEST = {
  ...{ by: 'user:default/dev.rivera', at: AT },
  note: 'For the billing team',
};
const APPROVER = 'user:default/pat.platform';

function renderToDecide() {
  const plan = createPlan({
    state: 'waiting',
    approval: createApproval({ canDecide: true, request: REQUEST }),
  });
  const server = new FakeServer(plan);
  const user = renderPlans(server, { path: plan.id, person: APPROVER });
  return { plan, server, user, decision: `POST /plans/${plan.id}/decision` };
}

describe('asking for an approval', () => {
  it('sends the note, and then waits and looks for the decision', async () => {
    const plan = createPlan({
      state: 'approval-required',
      approval: createApproval(),
    });
    const server = new FakeServer(plan);
    const waiting = {
      ...plan,
      state: 'waiting' as const,
      approval: createApproval({ request: REQUEST }),
    };
    server.on(`POST /plans/${plan.id}/approval-requests`, () => {
      server.showPlan(waiting);
      return ok(waiting);
    });
    const user = renderPlans(server, { path: plan.id });
    await screen.findByText('platform-team must approve this plan');
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    await user.type(
      screen.getByRole('textbox', { name: /Note/ }),
      'For the billing team',
    );
    await user.click(screen.getByRole('button', { name: 'Request approval' }));
    expect(await screen.findByText('Waiting for platform-team')).toBeVisible();
    expect(screen.getByText(/Note: For the billing team/)).toBeVisible();
    expect(server.lastBody(`POST /plans/${plan.id}/approval-requests`)).toEqual(
      { note: 'For the billing team' },
    );

    server.showPlan({
      ...plan,
      state: 'approved',
      approval: createApproval({
        request: REQUEST,
        decision: {
          ...{ outcome: 'approved', by: APPROVER, at: AT },
          reason: undefined,
        },
      }),
    });
    await user.click(screen.getByRole('button', { name: 'Check now' }));
    expect(await screen.findByText(/Approved by pat.platform/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Create' })).toBeEnabled();
  });

  it('keeps the note when the request fails', async () => {
    const plan = createPlan({
      state: 'approval-required',
      approval: createApproval(),
    });
    const server = new FakeServer(plan);
    server.on(`POST /plans/${plan.id}/approval-requests`, () =>
      refuse(500, 'Error', 'away'),
    );
    const user = renderPlans(server, { path: plan.id });
    const note = await screen.findByRole('textbox', { name: /Note/ });
    await user.type(note, 'please');
    await user.click(screen.getByRole('button', { name: 'Request approval' }));
    expect(await screen.findByText(/away/)).toBeVisible();
    expect(note).toHaveValue('please');
  });

  it('says so when a template names nobody who could approve', async () => {
    const plan = createPlan({
      state: 'approval-required',
      approval: createApproval({ approvers: [] }),
    });
    renderPlans(new FakeServer(plan), { path: plan.id });
    expect((await screen.findAllByText(/names no owner/))[0]).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Request approval' }),
    ).toBeNull();
  });
});

describe('deciding', () => {
  it('approves exactly what was seen', async () => {
    const { plan, server, user, decision } = renderToDecide();
    server.on(decision, () =>
      ok({
        ...plan,
        state: 'approved',
        approval: createApproval({
          decision: { outcome: 'approved', by: APPROVER, at: AT },
        } as never),
      }),
    );
    expect(await screen.findByText('For the billing team')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Approve this plan?');
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    expect(await screen.findByText(/Approved by pat.platform/)).toBeVisible();
    expect(server.lastBody(decision)).toEqual({
      ...{ decision: 'approve', hash: plan.hash },
    });
  });

  it('denies only with a reason', async () => {
    const { plan, server, user, decision } = renderToDecide();
    server.on(decision, () =>
      ok({
        ...plan,
        state: 'denied',
        approval: createApproval({
          decision: {
            ...{ outcome: 'denied', by: APPROVER, at: AT },
            reason: 'Too large',
          },
        }),
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Deny' }));
    await user.click(screen.getByRole('button', { name: 'Deny' }));
    expect(await screen.findByText('A denial needs a reason.')).toBeVisible();
    expect(server.count(decision)).toBe(0);
    await user.type(screen.getByRole('textbox'), 'Too large');
    await user.click(screen.getByRole('button', { name: 'Deny' }));
    expect(await screen.findByText(/Denied by pat.platform/)).toBeVisible();
    expect(server.lastBody(decision)).toEqual({
      ...{ decision: 'deny', hash: plan.hash, reason: 'Too large' },
    });
  });

  it('says that somebody else has decided, and keeps what was typed', async () => {
    const { server, user, decision } = renderToDecide();
    server.on(decision, () =>
      refuse(409, 'ConflictError', 'Somebody else has decided'),
    );
    await user.click(await screen.findByRole('button', { name: 'Deny' }));
    await user.type(screen.getByRole('textbox'), 'Too large');
    await user.click(screen.getByRole('button', { name: 'Deny' }));
    expect(await screen.findByText('Somebody else has decided')).toBeVisible();
    expect(screen.getByRole('textbox')).toHaveValue('Too large');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
