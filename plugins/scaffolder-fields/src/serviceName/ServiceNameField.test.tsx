import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { notFound, renderStep } from '../__testUtils__/renderStep';
import { ServiceNameField } from './ServiceNameField';
import { validateServiceName } from './validateServiceName';

const field = {
  name: 'ServiceName',
  component: ServiceNameField,
  validation: validateServiceName,
} as never;

const orders = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders' },
};

async function typeName(name: string) {
  await userEvent.type(await screen.findByLabelText(/Value/), name);
}

async function goOn() {
  await userEvent.click(screen.getByRole('button', { name: /Review|Next/ }));
}

describe('ServiceNameField', () => {
  it('says that a name is free, and lets the form go on', async () => {
    const answers = { '/repositories/notes/orders': notFound };
    renderStep({ field, answers });
    await typeName('orders');
    expect(await screen.findByText('"orders" is free.')).toBeInTheDocument();

    await goOn();
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('names the component that has the name, links to it, and stops the form', async () => {
    const answers = { '/repositories/notes/orders': notFound };
    renderStep({ field, answers, entities: [orders] });
    await typeName('orders');
    const link = await screen.findByRole('link', { name: 'Look at it' });
    expect(link).toHaveAttribute('href', '/catalog/default/component/orders');

    await goOn();
    expect(
      await screen.findByText(
        'The catalog already has the component "orders". Choose another name.',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    expect(screen.getByLabelText(/Value/)).toHaveValue('orders');
  });

  it('looks for the repository in the namespace the form names', async () => {
    const answers = { '/repositories/shop/orders': { body: {} } };
    renderStep({
      field,
      answers,
      properties: { repoOwner: { type: 'string', title: 'Namespace' } },
      initialState: { repoOwner: 'shop' },
    });
    await typeName('orders');
    expect(
      await screen.findByText(
        /git host already has the repository "shop\/orders"/,
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Look at it' })).toHaveAttribute(
      'href',
      '/repositories/shop/orders',
    );
  });

  it('does not ask the git host when the repository is made elsewhere', async () => {
    const { fetch } = renderStep({
      field,
      properties: { repoHost: { type: 'string', title: 'Host' } },
      initialState: { repoHost: 'github' },
    });
    await typeName('orders');
    expect(await screen.findByText('"orders" is free.')).toBeInTheDocument();
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each([
    { name: 'ab', reason: 'has 2 characters; use 3 to 40' },
    { name: 'a'.repeat(41), reason: 'has 41 characters; use 3 to 40' },
    { name: 'Orders', reason: 'is not a service name; use lower-case' },
    { name: '-orders', reason: 'is not a service name' },
    { name: 'orders-', reason: 'is not a service name' },
    { name: '../orders', reason: 'is not a service name' },
    { name: 'kube-orders', reason: 'is reserved, because it belongs to' },
    { name: 'localhost', reason: 'because it means something else in DNS' },
  ])('refuses "$name" with a reason and asks nobody', async row => {
    const { fetch } = renderStep({ field });
    await typeName(row.name);
    expect(
      await screen.findByText(text => text.includes(row.reason)),
    ).toBeInTheDocument();

    await goOn();
    await waitFor(() =>
      expect(screen.getAllByText(t => t.includes(row.reason))).not.toHaveLength(
        0,
      ),
    );
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    expect(fetch).not.toHaveBeenCalled();
  });

  it('refuses what is reserved in the language of the template', async () => {
    const uiSchema = { 'ui:options': { language: 'python' } };
    renderStep({ field, uiSchema });
    await typeName('json');
    expect(
      await screen.findByText(/is a module of Python's standard library/),
    ).toBeInTheDocument();
  });

  it('lets what is reserved in another language be a name', async () => {
    const answers = { '/repositories/notes/json': notFound };
    const uiSchema = { 'ui:options': { language: 'node' } };
    renderStep({ field, answers, uiSchema });
    await typeName('json');
    expect(await screen.findByText('"json" is free.')).toBeInTheDocument();
  });

  it('stops the form and loses nothing when the name cannot be checked', async () => {
    const answers = { '/repositories/notes/orders': { status: 500 } };
    renderStep({ field, answers });
    await typeName('orders');
    expect(
      await screen.findByText(/cannot be checked right now/),
    ).toBeInTheDocument();

    await goOn();
    expect(
      await screen.findAllByText(/Try again in a moment/),
    ).not.toHaveLength(0);
    expect(screen.getByLabelText(/Value/)).toHaveValue('orders');
  });
});
