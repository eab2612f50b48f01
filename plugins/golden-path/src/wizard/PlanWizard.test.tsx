/** Component layer: the stock form of Backstage with our plan as its last step. */
import { screen } from '@testing-library/react';
import type userEvent from '@testing-library/user-event';
import { createPlan } from '../__testUtils__/createPlan';
import { FakeServer, refuse } from '../__testUtils__/FakeServer';
import { renderWizard } from '../__testUtils__/renderWizard';

// Whole pages take their time on a busy machine.
jest.setTimeout(30_000);

async function answer(user: ReturnType<typeof userEvent.setup>, name: string) {
  const field = await screen.findByRole('textbox', { name: /Name/ });
  await user.clear(field);
  await user.type(field, name);
}

function press(user: ReturnType<typeof userEvent.setup>, name: string) {
  return screen
    .findByRole('button', { name })
    .then(button => user.click(button));
}

describe('the form of a template', () => {
  it('ends in the plan of its answers, and starts the task of that plan with the secrets', async () => {
    const plan = createPlan();
    const server = new FakeServer(plan);
    const { user } = renderWizard(server);
    await answer(user, 'billing');
    await user.type(screen.getByLabelText(/Token/), 's3cret');
    await press(user, 'Plan');
    expect(
      await screen.findByRole('heading', { name: 'Plan for billing' }),
    ).toHaveFocus();
    expect(server.lastBody('POST /plans')).toEqual({
      templateRef: 'template:default/node-service',
      values: { name: 'billing', token: '******' },
    });
    await press(user, 'Create');
    expect(await screen.findByText('The page of task-1')).toBeVisible();
    expect(server.lastBody(`POST /plans/${plan.id}/create`)).toEqual({
      ...{ hash: plan.hash, secrets: { token: 's3cret' } },
    });
  });

  it('comes back to the same plan when nothing changed, and to a new one when an answer did', async () => {
    const server = new FakeServer();
    const { user } = renderWizard(server);
    await answer(user, 'billing');
    await press(user, 'Plan');
    await press(user, 'Back');
    expect(await screen.findByRole('textbox', { name: /Name/ })).toHaveValue(
      'billing',
    );
    await press(user, 'Plan');
    await screen.findByRole('heading', { name: 'Plan for billing' });
    expect(server.count('POST /plans')).toBe(1);
    expect(screen.queryByText(/You changed your answers/)).toBeNull();

    await press(user, 'Back');
    await answer(user, 'invoices');
    server.showPlan(createPlan({ id: 'other', name: 'invoices' }));
    await press(user, 'Plan');
    await screen.findByRole('heading', { name: 'Plan for invoices' });
    expect(server.count('POST /plans')).toBe(2);
    expect(screen.getByText(/You changed your answers/)).toBeVisible();
  });

  it('makes a new plan of the same answers when the template changed', async () => {
    const server = new FakeServer(
      createPlan({ state: 'void', stateReason: 'The template changed' }),
    );
    const { user } = renderWizard(server);
    await answer(user, 'billing');
    await press(user, 'Plan');
    expect(await screen.findByText('The template changed')).toBeVisible();
    server.showPlan(createPlan({ id: 'new' }));
    await press(user, 'Make a new plan');
    expect(await screen.findByText('Ready to create')).toBeVisible();
    expect(server.count('POST /plans')).toBe(2);
  });

  it.each([
    {
      failure: refuse(400, 'InputError', 'name: "x" is too short'),
      words: /does not accept an answer.*name: "x" is too short/,
    },
    { failure: refuse(500, 'Error', 'no disk'), words: /no disk/ },
  ])('keeps the answers when no plan can be made', async row => {
    const server = new FakeServer();
    server.on('POST /plans', () => row.failure);
    const { user } = renderWizard(server);
    await answer(user, 'billing');
    await press(user, 'Plan');
    expect(await screen.findByRole('alert')).toHaveTextContent(row.words);
    server.on('POST /plans', () => ({ status: 201, body: server.plan }));
    await press(user, 'Try again');
    await screen.findByRole('heading', { name: 'Plan for billing' });
    expect(server.lastBody('POST /plans')).toMatchObject({
      values: { name: 'billing' },
    });
  });

  it.each([
    {
      message:
        "owner 'group:default/auth-team' is not accepted: you are no member, choose a group of yours",
      words: /you are no member, choose a group of yours/,
    },
    { message: '', words: /not allowed to do this. Ask the platform team/ },
    {
      message: "You are not allowed to 'goldenPath.plan.create'",
      words: /not allowed to do this. Ask the platform team/,
    },
  ])('says why the plan is refused, and offers no second try', async row => {
    const server = new FakeServer();
    server.on('POST /plans', () => refuse(403, 'NotAllowedError', row.message));
    const { user } = renderWizard(server);
    await answer(user, 'billing');
    await press(user, 'Plan');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('This plan is not for you to make');
    expect(alert).toHaveTextContent(row.words);
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    await press(user, 'Back');
    expect(await screen.findByRole('textbox', { name: /Name/ })).toHaveValue(
      'billing',
    );
  });

  it.each([
    {
      reason: 'makes no plan',
      options: { steps: [{ action: 'fetch:plain' }] },
    },
    {
      reason: 'changes the answers on creation',
      options: { decorators: [{ id: 'token' }] },
    },
  ])('is the stock form for a template that $reason', async ({ options }) => {
    renderWizard(new FakeServer(), options);
    expect(await screen.findByText('The stock page')).toBeVisible();
    expect(screen.getByText(/This template has no plan/)).toBeVisible();
  });

  it('leaves every other page to Backstage', async () => {
    const { catalog } = renderWizard(new FakeServer(), { path: '' });
    expect(await screen.findByText('The stock page')).toBeVisible();
    expect(catalog.getEntityByRef).not.toHaveBeenCalled();
  });

  it('can try again when the template cannot be read', async () => {
    const { user } = renderWizard(new FakeServer(), {
      failure: new Error('The catalog is away'),
    });
    expect(await screen.findByText('The catalog is away')).toBeVisible();
    await press(user, 'Try again');
    expect(await screen.findByRole('textbox', { name: /Name/ })).toBeVisible();
  });
});
