/** Component layer: the item of the menu, its dialog and its client, with a fake server. */
import type { Entity } from '@backstage/catalog-model';
import {
  type DialogApi,
  dialogApiRef,
  type DialogApiDialog,
  toastApiRef,
} from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { EntityContextMenuItemBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { useLocation } from 'react-router-dom';
import { UnregisterClient, type UnregisterPlan } from './UnregisterClient';
import { unregisterApiRef } from './unregisterApi';
import { unregisterMenuItem } from './unregisterMenuItem';

const REF = 'component:default/orders';
const TARGET = 'http://localhost/git/notes/orders/blob/main/catalog-info.yaml';

const ENTITY: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    namespace: 'default',
    annotations: { 'notes.dev/repository': 'notes/orders' },
  },
};

function createPlan(overrides?: Partial<UnregisterPlan>): UnregisterPlan {
  return {
    entityRef: REF,
    removes: 'location',
    target: TARGET,
    allowed: true,
    entities: [
      { entityRef: REF, owners: ['group:default/notes-team'], allowed: true },
      {
        entityRef: 'api:default/orders-api',
        title: 'Orders API',
        owners: ['group:default/notes-team'],
        allowed: true,
      },
    ],
    ...overrides,
  };
}

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

const refusal = (status: number, message: string) =>
  answer(status, { error: { name: 'Error', message }, response: {} });

/** Renders a page with the item as a button; dialogs open beside it. */
async function setup(fetch: jest.Mock) {
  const post = jest.fn();
  let show: (element: JSX.Element | undefined) => void = () => {};
  const dialogApi = {
    open(component: (props: { dialog: DialogApiDialog }) => JSX.Element) {
      const dialog = { close: () => show(undefined) } as DialogApiDialog;
      show(component({ dialog }));
      return dialog;
    },
  } as unknown as DialogApi;
  const { useProps } = createExtensionTester(unregisterMenuItem).get(
    EntityContextMenuItemBlueprint.dataRefs.data,
  );

  function Page() {
    const { title, disabled, ...rest } = useProps();
    const [dialog, setDialog] = useState<JSX.Element>();
    show = setDialog;
    const press = 'onClick' in rest ? () => void rest.onClick?.() : undefined;
    return (
      <>
        <button disabled={disabled} onClick={press}>
          {title}
        </button>
        <p>at {useLocation().pathname}</p>
        {dialog}
      </>
    );
  }

  const client = UnregisterClient.create({
    discoveryApi: { getBaseUrl: async id => `http://localhost/api/${id}` },
    fetchApi: { fetch },
  });
  renderInTestApp(
    <EntityProvider entity={ENTITY}>
      <Page />
    </EntityProvider>,
    {
      mountedRoutes: { '/catalog': catalogPlugin.routes.catalogIndex },
      apis: [
        [dialogApiRef, dialogApi],
        [toastApiRef, { post }],
        [unregisterApiRef, client],
      ],
    },
  );
  await userEvent.click(
    await screen.findByRole('button', { name: 'Unregister entity' }),
  );
  return { post, fetch };
}

describe('the menu item "Unregister entity"', () => {
  it('says what goes and what stays, and removes it when that is confirmed', async () => {
    const { fetch, post } = await setup(
      jest
        .fn()
        .mockResolvedValueOnce(answer(200, createPlan()))
        .mockResolvedValueOnce(answer(200, { outcome: 'unregistered' })),
    );

    const dialog = await screen.findByRole('dialog', {
      name: 'Unregister orders',
    });
    expect(await screen.findByText('Orders API')).toBeInTheDocument();
    expect(dialog).toHaveTextContent('component:orders (owner notes-team)');
    expect(dialog).toHaveTextContent('The repository stays');
    expect(dialog).toHaveTextContent(TARGET);
    expect(
      screen.getByRole('link', { name: 'Open the repository' }),
    ).toHaveAttribute('href', '/repositories/notes/orders');
    expect(fetch).toHaveBeenCalledTimes(1);

    await userEvent.click(screen.getByRole('button', { name: 'Unregister' }));

    await waitFor(() =>
      expect(post).toHaveBeenCalledWith(
        expect.objectContaining({ title: 'orders has left the catalog' }),
      ),
    );
    expect(fetch.mock.calls[0][0]).toBe(
      `http://localhost/api/catalog/v1/unregister?entityRef=${encodeURIComponent(REF)}`,
    );
    expect(fetch.mock.calls[1]).toEqual([
      'http://localhost/api/catalog/v1/unregister',
      expect.objectContaining({
        method: 'POST',
        body: JSON.stringify({ entityRef: REF }),
      }),
    ]);
    expect(await screen.findByText('at /catalog')).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('changes nothing when it is cancelled', async () => {
    const { fetch } = await setup(
      jest.fn().mockResolvedValueOnce(answer(200, createPlan())),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it.each([
    {
      reason: 'everything belongs to others',
      allowed: [false, false],
      words: 'It belongs to notes-team, search-team. Ask them',
    },
    {
      reason: 'one thing belongs to others',
      allowed: [true, false],
      words: 'Not everything is yours. Ask search-team',
    },
  ])('names the owner to ask when $reason', async ({ allowed, words }) => {
    const owners = ['group:default/notes-team', 'group:default/search-team'];
    const entities = createPlan().entities.map((each, index) => ({
      ...each,
      owners: [owners[index]],
      allowed: allowed[index],
    }));
    await setup(
      jest
        .fn()
        .mockResolvedValue(
          answer(200, createPlan({ allowed: false, entities })),
        ),
    );
    expect(
      await screen.findByText('You cannot unregister this'),
    ).toBeInTheDocument();
    expect(screen.getByRole('dialog')).toHaveTextContent(words);
    expect(screen.getByRole('dialog')).toHaveTextContent('These would leave');
    expect(
      screen.queryByRole('button', { name: 'Unregister' }),
    ).not.toBeInTheDocument();
  });

  it('explains that a configured entity cannot be unregistered', async () => {
    const plan = createPlan({ removes: 'nothing', allowed: false });
    await setup(jest.fn().mockResolvedValue(answer(200, plan)));
    expect(
      await screen.findByText('It was not registered by hand'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Unregister' }),
    ).not.toBeInTheDocument();
  });

  it('says why it cannot look things up, and looks again', async () => {
    await setup(
      jest
        .fn()
        .mockResolvedValueOnce(refusal(503, 'The catalog is away'))
        .mockResolvedValueOnce(answer(200, createPlan({ removes: 'entity' }))),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The catalog is away',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText(/its file no longer names it/),
    ).toBeInTheDocument();
  });

  it('keeps the dialog and shows the words of the server when it is refused', async () => {
    const { post } = await setup(
      jest
        .fn()
        .mockResolvedValueOnce(answer(200, createPlan()))
        .mockResolvedValueOnce(refusal(403, "'orders' is not yours any more")),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Unregister' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "'orders' is not yours any more",
    );
    expect(post).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Unregister' })).toBeEnabled();
  });
});
